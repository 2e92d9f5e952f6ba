"""Let names that are not ours be of any length: PostgreSQL keeps a column's limit, SQLite does not."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two columns become text."""

    dependencies = [("recount_store", "0002_log_guard")]

    operations = [
        migrations.AlterField("ReportRow", "coded_by", models.TextField(db_index=True, default="")),
        migrations.AlterField("PlaceFileRow", "name", models.TextField(primary_key=True, serialize=False)),
    ]
