"""what journalists ask

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "media_inquiry",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("team_id", sa.String(length=26), nullable=False),
        sa.Column("incident_id", sa.String(length=26), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("owner_id", sa.String(length=26), nullable=True),
        sa.Column("noted_by", sa.String(length=26), nullable=True),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answer_hash", sa.String(length=64), nullable=False),
        sa.Column("sheet_id", sa.String(length=26), nullable=True),
        sa.Column("sheet_version", sa.Integer(), nullable=False),
        sa.Column("fact_ids", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("settled_by", sa.String(length=26), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("needs_review", sa.DateTime(timezone=True), nullable=True),
        sa.Column("review_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'answered', 'declined', 'withdrawn')", name=op.f("ck_media_inquiry_state")
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_media_inquiry_incident_id_incident")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_media_inquiry_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media_inquiry")),
        sa.UniqueConstraint("incident_id", "number", name=op.f("uq_media_inquiry_incident_id")),
    )
    with op.batch_alter_table("media_inquiry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_media_inquiry_incident_id"), ["incident_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("media_inquiry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_media_inquiry_incident_id"))

    op.drop_table("media_inquiry")
