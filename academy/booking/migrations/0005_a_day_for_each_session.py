"""Every session has its day, or, of those that ran over several in one go, its first start and last end as one."""

# written by hand
from django.db import migrations

ADD = """
    INSERT INTO booking_sessionday (session_id, number, starts_at, ends_at, venue, link)
    SELECT session.id, 1, session.starts_at, session.ends_at, session.venue, session.link FROM booking_session session
    WHERE NOT EXISTS (SELECT 1 FROM booking_sessionday day WHERE day.session_id = session.id)
    """


class Migration(migrations.Migration):
    dependencies = [("booking", "0004_offer")]

    operations = [migrations.RunSQL(ADD, migrations.RunSQL.noop)]
