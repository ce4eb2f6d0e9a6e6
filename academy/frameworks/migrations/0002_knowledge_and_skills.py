from datetime import date

from django.db import migrations

# The headings are the national statements'; the lines under them are our own words, for people who look something up.
PRACTITIONER = [
    ("relationships", "Relationships and effective direct work", "Build honest working relationships with children and adults, and use them to bring about change."),
    ("communication", "Communication", "Be understood by children of every age, and hear what they say with and without words."),
    ("child_development", "Child development", "Know what is usual at each age, what early harm and loss do, and what helps a child recover."),
    ("adult_difficulties", "Adult mental ill-health, substance misuse, domestic abuse, physical ill-health and disability", "See how an adult’s difficulties touch each child, alone and together, and work with those who treat them."),
    ("abuse_and_neglect", "Abuse and neglect of children", "Recognise harm of every kind, inside and outside the family, and act in time and in proportion."),
    ("assessment", "Child and family assessment", "Find out with the family what life is like for the child, and say what it means."),
    ("analysis_and_planning", "Analysis, decision-making, planning and review", "Weigh what is known, decide with reasons, plan what will be different, and look again."),
    ("law_and_justice", "The law and the family and youth justice systems", "Use the law for the child: what may be done, what must be done, and how a court is served."),
    ("role_of_supervision", "The role of supervision", "Bring work to supervision, think aloud, and know when to ask before acting."),
    ("organisational_context", "Organisational context", "Work well inside an organisation and between agencies, and speak up when either gets in a child’s way."),
]
SUPERVISOR = [
    ("promote_excellent_practice", "Promote and govern excellent practice", "Know what good work looks like, show it, and put right what falls short."),
    ("developing_practitioners", "Developing excellent practitioners", "See what each person needs to grow, and give them the work and the help to do it."),
    ("shaping_the_system", "Shaping and influencing the practice system", "Change how things are done where that would let practitioners do better for children."),
    ("power_and_authority", "Effective use of power and authority", "Use authority plainly and fairly, and help others to do so."),
    ("confident_analysis", "Confident analysis and decision-making", "Test the thinking behind a decision, and carry risk with those who make it."),
    ("purposeful_social_work", "Purposeful and effective social work", "Keep every piece of work to its purpose, and stop what does not help."),
    ("emotionally_intelligent_supervision", "Emotionally intelligent supervision", "Notice what the work does to people, and make it possible to think about it."),
    ("performance_and_improvement", "Performance management and improvement", "Use figures, audits and what families say to make the work better."),
]
FRAMEWORKS = [
    (
        "knowledge-and-skills-practitioner",
        "Knowledge and skills: child and family practitioners",
        "What child and family social workers should know and be able to do.",
        date(2027, 3, 31),
        PRACTITIONER,
    ),
    (
        "knowledge-and-skills-supervisor",
        "Knowledge and skills: practice supervisors",
        "What those should know and be able to do who supervise social workers.",
        None,
        SUPERVISOR,
    ),
]


def add(apps, editor):
    """Early career standards take the place of the practitioners' statements on 1 April 2027, as a framework of their own."""
    Framework, Capability = (apps.get_model("frameworks", name) for name in ("Framework", "Capability"))
    for code, name, about, ends_on, headings in FRAMEWORKS:
        framework = Framework.objects.create(
            code=code,
            version="2018",
            name=name,
            about=about,
            publisher="Department for Education",
            starts_on=date(2018, 1, 1),
            ends_on=ends_on,
        )
        Capability.objects.bulk_create(
            Capability(framework=framework, code=code, name=name, description=description, position=position)
            for position, (code, name, description) in enumerate(headings)
        )


class Migration(migrations.Migration):
    dependencies = [("frameworks", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
