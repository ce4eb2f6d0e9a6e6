"""The job roles that agencies share, and other words met for them in HR extracts. An authority may add its own."""

from django.db import migrations

SOCIAL_WORK = [
    ("social_worker", "Social worker", "children's social worker|childrens social worker|qualified social worker|sw"),
    ("newly_qualified_social_worker", "Newly qualified social worker", "nqsw|asye|asye social worker|social worker asye"),
    ("senior_social_worker", "Senior social worker", "senior practitioner|senior sw|ssw"),
    ("advanced_practitioner", "Advanced practitioner", "advanced social work practitioner|consultant social worker"),
    ("practice_supervisor", "Practice supervisor", "assistant team manager|deputy team manager|atm|practice lead"),
    ("team_manager", "Team manager", "social work team manager|tm"),
    ("service_manager", "Service manager", "head of service|group manager"),
    ("independent_reviewing_officer", "Independent reviewing officer", "iro|child protection chair|conference chair"),
    ("principal_social_worker", "Principal social worker", "psw"),
]
OTHERS = [
    ("family_support_worker", "Family support worker", "family worker|family practitioner|fsw"),
    ("personal_adviser", "Personal adviser", "personal advisor|leaving care adviser|pa care leavers"),
    ("early_help_practitioner", "Early help practitioner", "early help worker|family help worker"),
    ("residential_worker", "Residential worker", "residential childcare worker|residential child care worker"),
    ("youth_worker", "Youth worker", "youth justice worker|youth offending officer"),
    ("foster_carer", "Foster carer", "foster parent|kinship carer"),
    ("teacher", "Teacher", "class teacher|subject teacher|lecturer"),
    ("designated_safeguarding_lead", "Designated safeguarding lead", "dsl|deputy dsl|safeguarding lead"),
    ("head_teacher", "Head teacher", "headteacher|principal|head"),
    ("teaching_assistant", "Teaching assistant", "ta|learning support assistant|lsa"),
    ("early_years_practitioner", "Early years practitioner", "nursery nurse|nursery practitioner|early years educator"),
    ("childminder", "Childminder", "registered childminder"),
    ("health_visitor", "Health visitor", "hv|specialist community public health nurse"),
    ("school_nurse", "School nurse", "public health nurse school"),
    ("midwife", "Midwife", "community midwife"),
    ("nurse", "Nurse", "staff nurse|registered nurse|paediatric nurse"),
    ("paediatrician", "Paediatrician", "community paediatrician|consultant paediatrician|doctor"),
    ("general_practitioner", "General practitioner", "gp|salaried gp|gp partner"),
    ("police_officer", "Police officer", "police constable|pc|detective constable|dc|detective sergeant"),
    ("police_staff", "Police staff", "police community support officer|pcso|mash researcher"),
    ("housing_officer", "Housing officer", "housing options officer|homelessness officer|tenancy officer"),
    ("voluntary_practitioner", "Voluntary sector practitioner", "project worker|charity worker|advocate"),
    ("volunteer", "Volunteer", "helper"),
    ("business_support", "Business support officer", "administrator|admin officer|business support"),
    ("learning_officer", "Learning and development officer", "training officer|workforce development officer"),
    ("auditor", "Quality assurance officer", "auditor|practice auditor|qa officer"),
    ("director", "Director", "assistant director|executive director|director of children's services|dcs"),
    ("elected_member", "Elected Member", "councillor|cllr"),
    ("other", "Other role with children", "other"),
]


def add(apps, editor):
    JobRole = apps.get_model("people", "JobRole")
    JobRole.objects.bulk_create(
        JobRole(code=code, name=name, also_called=also.split("|"), is_social_work=(code, name, also) in SOCIAL_WORK)
        for code, name, also in SOCIAL_WORK + OTHERS
    )


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
