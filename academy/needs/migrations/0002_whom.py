"""The professions that agencies share, and the settings that partnerships word their requirements by."""

from datetime import date

from django.db import migrations

PROFESSIONS = {
    ("social_work", "Social work"): "social_worker newly_qualified_social_worker senior_social_worker"
    " advanced_practitioner practice_supervisor team_manager service_manager independent_reviewing_officer"
    " principal_social_worker",
    ("family_support", "Family support and early help"): "family_support_worker personal_adviser"
    " early_help_practitioner residential_worker youth_worker",
    ("nursing", "Nursing, midwifery and health visiting"): "health_visitor school_nurse midwife nurse",
    ("medicine", "Medicine"): "paediatrician general_practitioner",
    ("education", "Education"): "teacher designated_safeguarding_lead head_teacher teaching_assistant",
    ("early_years", "Early years"): "early_years_practitioner childminder",
    ("policing", "Policing"): "police_officer police_staff",
    ("housing", "Housing"): "housing_officer",
}
ASSESS = (
    "social_worker newly_qualified_social_worker senior_social_worker advanced_practitioner practice_supervisor"
    " team_manager service_manager independent_reviewing_officer principal_social_worker"
)
SETTINGS = {
    ("contact-1", "Contact group 1: now and then", "contact", "They may notice something, and must know whom to tell."): [
        ("business_support", ""),
        ("learning_officer", ""),
        ("elected_member", ""),
        ("director", ""),
        ("police_staff", ""),
        ("housing_officer", ""),
    ],
    ("contact-2", "Contact group 2: regularly", "contact", "They see children or their parents as part of their work."): [
        (role, "")
        for role in "teacher teaching_assistant nurse police_officer volunteer voluntary_practitioner"
        " early_years_practitioner childminder foster_carer other".split()
    ],
    ("contact-3", "Contact group 3: assess and plan", "contact", "They assess, plan and review with other agencies."): [
        (role, "")
        for role in f"{ASSESS} family_support_worker personal_adviser early_help_practitioner residential_worker"
        " youth_worker designated_safeguarding_lead head_teacher health_visitor school_nurse midwife paediatrician"
        " general_practitioner".split()
    ],
    ("health-1", "Health level 1", "level", "Everybody who works in health, also in an office."): [
        ("", "health"),
        ("", "general_practice"),
    ],
    ("health-2", "Health level 2", "level", "Those who meet children, parents or carers."): [
        ("nurse", "health"),
        ("nurse", "general_practice"),
        ("midwife", "health"),
    ],
    ("health-3", "Health level 3", "level", "Clinical staff who could assess, plan and review a child’s needs."): [
        ("health_visitor", ""),
        ("school_nurse", ""),
        ("midwife", ""),
        ("paediatrician", ""),
        ("general_practitioner", ""),
    ],
    ("school", "Schools and colleges", "place", "Everybody employed by a school, teaching or not."): [("", "school")],
    ("early-years", "Early years settings", "place", "Nurseries, pre-schools and childminders."): [
        ("", "early_years"),
        ("childminder", ""),
    ],
    ("children-s-home", "Children’s homes", "place", "Those who work where children live."): [("residential_worker", "")],
}
SINCE = date(2000, 1, 1)


def add(apps, editor):
    Profession, ProfessionRole = (apps.get_model("needs", name) for name in ("Profession", "ProfessionRole"))
    Setting, SettingLine = (apps.get_model("needs", name) for name in ("Setting", "SettingLine"))
    roles = dict(apps.get_model("people", "JobRole").objects.values_list("code", "pk"))
    for (code, name), codes in PROFESSIONS.items():
        profession = Profession.objects.create(code=code, name=name)
        ProfessionRole.objects.bulk_create(
            ProfessionRole(profession=profession, job_role_id=roles[role]) for role in codes.split() if role in roles
        )
    for (code, name, kind, about), lines in SETTINGS.items():
        setting = Setting.objects.create(code=code, name=name, kind=kind, about=about)
        SettingLine.objects.bulk_create(
            SettingLine(setting=setting, job_role_id=roles.get(role), organisation_kind=of_kind, starts_on=SINCE)
            for role, of_kind in lines
            if not role or role in roles
        )


class Migration(migrations.Migration):
    dependencies = [("needs", "0001_initial"), ("people", "0002_job_roles")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
