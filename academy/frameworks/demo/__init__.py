"""Weyshire's own list of what its workforce must be able to do: the words its audits and its catalogue point at."""

from datetime import date

from academy.core.demo import World
from academy.frameworks.demo import editions, guides, scores, sources
from academy.frameworks.models import Capability, Framework

CODE, NAME = "weyshire", "What we work on in Weyshire"
CAPABILITIES = [
    ("abuse_and_neglect", "Noticing harm", "See signs of abuse and neglect, and know whom to tell the same day."),
    ("partnership_working", "Working together", "Share what matters with other agencies, and do what was agreed."),
    ("threshold_application", "Applying thresholds", "Match what a family needs to the right level of help."),
    ("early_help", "Early help", "Bring a family and those around it together before things get worse."),
    ("internal_thresholds", "Stepping up and down", "Move a family between teams without losing a day."),
    ("assessment_quality", "Assessment with analysis", "Say what the facts mean for this child, and why."),
    ("risk_and_strengths", "Weighing risk and strengths", "Hold both together with the family, and write down how."),
    ("family_history_chronology", "Family history", "Use chronologies to see patterns that a single visit hides."),
    ("neglect", "Neglect", "Name it early, measure it, and change it."),
    ("plan_quality", "Plans", "Write plans a parent could pin to the fridge."),
    ("plan_progression", "Keeping plans moving", "Use core groups and reviews to see whether life has changed."),
    ("safety_planning", "Safety planning", "Make plans with families that work tonight."),
    ("strategy_meetings", "Strategy meetings", "Decide together, in time, and record who does what."),
    ("investigative_practice", "Investigative interviewing", "Hear a child’s account well enough to protect."),
    ("pre_proceedings", "Before and in court", "Use the Public Law Outline fairly and give evidence clearly."),
    ("domestic_abuse", "Domestic abuse", "Understand coercion, stand by survivors, and hold abusers in view."),
    ("substance_misuse", "Drugs and alcohol", "See what a parent’s use means for each child’s day."),
    ("mental_health", "Mental health", "Work with distress in children and adults, and with those who treat it."),
    ("missing_and_exploitation", "Missing and exploitation", "See harm outside the home and disrupt it."),
    ("out_of_area_children", "Children placed far away", "Keep children who live elsewhere in mind and in sight."),
    ("relationship_based_practice", "Relationship-based practice", "Build relationships in which people can change."),
    ("direct_work", "Direct work with children", "Spend time with children in ways that let them tell you things."),
    ("child_voice", "The child’s voice", "Let what children say change what adults do."),
    ("life_story_work", "Life-story work", "Help children make sense of where they come from."),
    ("trauma_informed_practice", "Trauma and recovery", "Ask what happened, and do no more harm."),
    ("disabled_children", "Disabled children", "Safety, voice and thresholds for children with disabilities."),
    ("viability_assessment", "Kinship care", "Assess and support relatives and friends who step in."),
    ("permanence", "Permanence", "Plan early for a family that lasts."),
    ("fostering_and_adoption", "Fostering and adoption", "Find, prepare and support families who care."),
    ("care_leaver_eet", "Leaving care", "Pathway plans that lead to work, learning and a home."),
    ("homeless_16_17", "Homeless at 16 and 17", "Put the child before the tenancy."),
    ("health_assessment", "Health of children in care", "Assessments on time, and what they ask for done."),
    ("recording", "Recording", "Write so that the child could read it one day."),
    ("anti_racist_practice", "Anti-racist practice", "See race and culture in every case, and act on what you see."),
    ("supervision", "Supervision", "Give people room to think, and hold them to what they decide."),
    ("management_oversight", "Management oversight", "Leave a decision and its reasons on the record."),
    ("quality_assurance", "Auditing practice", "Judge work fairly, and help the person who did it."),
    ("performance_improvement", "Improving with figures", "Tell signal from noise, and change something."),
    ("leadership", "Leadership", "Set a direction people want to follow, and clear the way."),
    ("asye_foundation", "First year in practice", "What a newly qualified social worker needs in the first weeks."),
    ("practice_education", "Teaching practice", "Help students and new colleagues to learn at work."),
    ("designated_safeguarding", "Designated safeguarding lead", "Lead safeguarding in a school or college."),
    ("safer_workforce", "Safer workforce", "Recruit safely, and act on allegations."),
    ("information_governance", "Information and privacy", "Share lawfully, keep safely, write carefully."),
    ("corporate_parenting", "Corporate parenting", "Care for children in care as a good parent would."),
    ("wellbeing", "Looking after each other", "Stay well enough to do this work for years."),
]  # fmt: skip


def build(world: World) -> None:
    framework = Framework.objects.create(code=CODE, version="1", name=NAME, starts_on=date(world.on.year - 6, 4, 1))
    Capability.objects.bulk_create(
        Capability(framework=framework, code=code, name=name, description=description, position=position)
        for position, (code, name, description) in enumerate(CAPABILITIES)
    )
    sources.build(world)
    editions.build(world)
    scores.build(world)
    guides.build(world)
    world.say(f"{len(CAPABILITIES)} capabilities")
