CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE budget (
	bot_id BIGINT NOT NULL, 
	chat_id BIGINT NOT NULL, 
	sent_at JSON NOT NULL, 
	paused_until DATETIME, answered_at JSON DEFAULT '[]' NOT NULL, 
	CONSTRAINT pk_budget PRIMARY KEY (bot_id, chat_id)
);
CREATE TABLE chat (
	chat_id BIGINT NOT NULL, 
	team_id VARCHAR(26), 
	kind VARCHAR(20) NOT NULL, 
	title VARCHAR(240) NOT NULL, 
	is_forum BOOLEAN NOT NULL, 
	rights JSON NOT NULL, 
	topics JSON NOT NULL, 
	became_chat_id BIGINT, 
	trouble VARCHAR(40) NOT NULL, 
	trouble_since DATETIME, 
	last_message_id BIGINT, 
	checked_at DATETIME, 
	CONSTRAINT pk_chat PRIMARY KEY (chat_id)
);
CREATE INDEX ix_chat_team_id ON chat (team_id);
CREATE TABLE chore (
	name VARCHAR(60) NOT NULL, 
	last_run_at DATETIME NOT NULL, 
	CONSTRAINT pk_chore PRIMARY KEY (name)
);
CREATE TABLE inbox (
	seq INTEGER NOT NULL, 
	bot_id BIGINT NOT NULL, 
	update_id BIGINT NOT NULL, 
	received_on VARCHAR(10) NOT NULL, 
	chat_key VARCHAR(60) NOT NULL, 
	message_key VARCHAR(60) NOT NULL, 
	raw TEXT, 
	state VARCHAR(40) NOT NULL, 
	received_at DATETIME NOT NULL, 
	done_at DATETIME, 
	error TEXT NOT NULL, 
	CONSTRAINT pk_inbox PRIMARY KEY (seq), 
	CONSTRAINT ck_inbox_state CHECK (state IN ('waiting', 'done', 'quarantined')), 
	CONSTRAINT uq_inbox_bot_id_update_id_received_on UNIQUE (bot_id, update_id, received_on)
);
CREATE INDEX ix_inbox_message_key ON inbox (message_key);
CREATE INDEX ix_inbox_state_seq ON inbox (state, seq);
CREATE TABLE outbox (
	seq INTEGER NOT NULL, 
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26), 
	stream VARCHAR(80) NOT NULL, 
	lane INTEGER NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	subject_id VARCHAR(80) NOT NULL, 
	audience VARCHAR(80) NOT NULL, 
	language VARCHAR(40), 
	"values" JSON NOT NULL, 
	frozen_text TEXT, 
	coalesce_key VARCHAR(100), 
	sound BOOLEAN NOT NULL, 
	posted_at DATETIME NOT NULL, 
	not_before DATETIME, 
	expires_at DATETIME, 
	state VARCHAR(40) NOT NULL, 
	owner VARCHAR(40), 
	lease_until DATETIME, 
	attempts INTEGER NOT NULL, 
	attempted_at DATETIME, 
	chat_id BIGINT, 
	last_known_id BIGINT, 
	text_hash VARCHAR(64) NOT NULL, 
	last_error TEXT NOT NULL, 
	delivered_at DATETIME, 
	message_id BIGINT, 
	CONSTRAINT pk_outbox PRIMARY KEY (seq), 
	CONSTRAINT ck_outbox_state CHECK (state IN ('waiting', 'claimed', 'sent', 'superseded', 'parked', 'uncertain')), 
	CONSTRAINT ck_outbox_lane CHECK (lane IN (0, 1, 2, 3, 4, 5, 6)), 
	CONSTRAINT uq_outbox_id UNIQUE (id)
);
CREATE INDEX ix_outbox_audience_posted_at ON outbox (audience, posted_at);
CREATE INDEX ix_outbox_state_lane_seq ON outbox (state, lane, seq);
CREATE UNIQUE INDEX uq_outbox_waiting_coalesce_key ON outbox (coalesce_key) WHERE state = 'waiting' AND coalesce_key IS NOT NULL;
CREATE TABLE person (
	id VARCHAR(26) NOT NULL, 
	telegram_user_id BIGINT, 
	name VARCHAR(100) NOT NULL, 
	username VARCHAR(64) NOT NULL, 
	language VARCHAR(40), 
	timezone VARCHAR(64) NOT NULL, 
	started_at DATETIME, 
	blocked_at DATETIME, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_person PRIMARY KEY (id), 
	CONSTRAINT uq_person_telegram_user_id UNIQUE (telegram_user_id)
);
CREATE TABLE spoken (
	id VARCHAR(26) NOT NULL, 
	bot_id BIGINT NOT NULL, 
	chat_id BIGINT NOT NULL, 
	message_id BIGINT NOT NULL, 
	thread_id BIGINT, 
	stream VARCHAR(80) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	subject_id VARCHAR(80) NOT NULL, 
	audience VARCHAR(80) NOT NULL, 
	"values" JSON NOT NULL, 
	drawn_at DATETIME NOT NULL, 
	text_hash VARCHAR(64) NOT NULL, 
	pinned BOOLEAN NOT NULL, 
	alive BOOLEAN NOT NULL, 
	CONSTRAINT pk_spoken PRIMARY KEY (id), 
	CONSTRAINT uq_spoken_bot_id_chat_id_message_id UNIQUE (bot_id, chat_id, message_id)
);
CREATE INDEX ix_spoken_kind_subject ON spoken (kind, subject_id);
CREATE TABLE stamp (
	name VARCHAR(60) NOT NULL, 
	value TEXT NOT NULL, 
	stamped_at DATETIME NOT NULL, 
	CONSTRAINT pk_stamp PRIMARY KEY (name)
);
CREATE TABLE team (
	id VARCHAR(26) NOT NULL, 
	name VARCHAR(100) NOT NULL, 
	position INTEGER NOT NULL, 
	chat_id BIGINT, 
	restricted_chat_id BIGINT, 
	timezone VARCHAR(64) NOT NULL, 
	language VARCHAR(40) NOT NULL, 
	policies JSON NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_team PRIMARY KEY (id), 
	CONSTRAINT uq_team_chat_id UNIQUE (chat_id), 
	CONSTRAINT uq_team_name UNIQUE (name)
);
CREATE TABLE alert (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	live_key VARCHAR(64), 
	group_key VARCHAR(64), 
	source VARCHAR(40) NOT NULL, 
	title VARCHAR(240) NOT NULL, 
	summary TEXT NOT NULL, 
	account VARCHAR(120) NOT NULL, 
	platform VARCHAR(60) NOT NULL, 
	product VARCHAR(120) NOT NULL, 
	content_url TEXT NOT NULL, 
	crisis_type VARCHAR(40) NOT NULL, 
	severity VARCHAR(40) NOT NULL, 
	reasons JSON NOT NULL, 
	live BOOLEAN NOT NULL, 
	viewers INTEGER, 
	labels JSON NOT NULL, 
	metrics JSON NOT NULL, 
	evidence JSON NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	count INTEGER NOT NULL, 
	first_seen_at DATETIME NOT NULL, 
	received_at DATETIME NOT NULL, 
	last_received_at DATETIME NOT NULL, 
	resolved_at DATETIME, 
	seen_by VARCHAR(26), 
	decided_by VARCHAR(26), 
	decided_at DATETIME, 
	dismiss_reason VARCHAR(40), 
	reason_text TEXT NOT NULL, 
	proposed_by VARCHAR(26), 
	reported_by VARCHAR(26), 
	watch_until DATETIME, 
	watch_triggers JSON NOT NULL, 
	merged_into VARCHAR(26), 
	incident_id VARCHAR(26), 
	folded BOOLEAN NOT NULL, 
	CONSTRAINT pk_alert PRIMARY KEY (id), 
	CONSTRAINT ck_alert_severity CHECK (severity IN ('S1', 'S2', 'S3', 'S4')), 
	CONSTRAINT ck_alert_state CHECK (state IN ('waiting', 'watching', 'opened', 'dismissed', 'merged')), 
	CONSTRAINT fk_alert_team_id_team FOREIGN KEY(team_id) REFERENCES team (id), 
	CONSTRAINT uq_alert_team_id_live_key UNIQUE (team_id, live_key)
);
CREATE INDEX ix_alert_incident_id ON alert (incident_id, id);
CREATE INDEX ix_alert_team_group ON alert (team_id, group_key, state);
CREATE TABLE allow_span (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	number INTEGER NOT NULL, 
	scope VARCHAR(40) NOT NULL, 
	about VARCHAR(40) NOT NULL, 
	phrase TEXT NOT NULL, 
	expires_at DATETIME, 
	added_by VARCHAR(26), 
	added_at DATETIME NOT NULL, 
	removed_by VARCHAR(26), 
	removed_at DATETIME, 
	CONSTRAINT pk_allow_span PRIMARY KEY (id), 
	CONSTRAINT ck_allow_span_scope CHECK (scope IN ('global', 'type', 'incident')), 
	CONSTRAINT fk_allow_span_team_id_team FOREIGN KEY(team_id) REFERENCES team (id), 
	CONSTRAINT uq_allow_span_team_id_number UNIQUE (team_id, number)
);
CREATE TABLE approval (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	incident_id VARCHAR(26), 
	subject_kind VARCHAR(20) NOT NULL, 
	subject_id VARCHAR(26) NOT NULL, 
	owner_id VARCHAR(26) NOT NULL, 
	version INTEGER NOT NULL, 
	author_id VARCHAR(26), 
	role VARCHAR(40) NOT NULL, 
	person_id VARCHAR(26) NOT NULL, 
	decision VARCHAR(40) NOT NULL, 
	reason VARCHAR(20) NOT NULL, 
	comment TEXT NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	emergency BOOLEAN NOT NULL, 
	way VARCHAR(10) NOT NULL, 
	asked_at DATETIME NOT NULL, 
	passes_at DATETIME, 
	answered_at DATETIME, 
	CONSTRAINT pk_approval PRIMARY KEY (id), 
	CONSTRAINT ck_approval_decision CHECK (decision IN ('asked', 'passed', 'approved', 'returned', 'void')), 
	CONSTRAINT fk_approval_team_id_team FOREIGN KEY(team_id) REFERENCES team (id)
);
CREATE INDEX ix_approval_incident_id ON approval (incident_id);
CREATE INDEX ix_approval_person_id ON approval (person_id);
CREATE INDEX ix_approval_subject ON approval (subject_kind, subject_id);
CREATE TABLE ban (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	number INTEGER NOT NULL, 
	scope VARCHAR(40) NOT NULL, 
	about VARCHAR(40) NOT NULL, 
	term TEXT NOT NULL, 
	variants JSON NOT NULL, 
	level VARCHAR(40) NOT NULL, 
	reason TEXT NOT NULL, 
	say_instead TEXT NOT NULL, 
	allow JSON NOT NULL, 
	expires_at DATETIME, 
	added_by VARCHAR(26), 
	added_at DATETIME NOT NULL, 
	removed_by VARCHAR(26), 
	removed_at DATETIME, 
	CONSTRAINT pk_ban PRIMARY KEY (id), 
	CONSTRAINT ck_ban_level CHECK (level IN ('block', 'warn')), 
	CONSTRAINT ck_ban_scope CHECK (scope IN ('global', 'type', 'incident')), 
	CONSTRAINT fk_ban_team_id_team FOREIGN KEY(team_id) REFERENCES team (id), 
	CONSTRAINT uq_ban_team_id_number UNIQUE (team_id, number)
);
CREATE TABLE chain (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	incident_id VARCHAR(26), 
	alert_id VARCHAR(26), 
	role_id VARCHAR(26), 
	role VARCHAR(40), 
	severity VARCHAR(40) NOT NULL, 
	policy_version VARCHAR(40) NOT NULL, 
	source_of_figure TEXT NOT NULL, 
	must_answer INTEGER NOT NULL, 
	answered_by JSON NOT NULL, 
	declined_by JSON NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	started_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	ended_by VARCHAR(26), 
	CONSTRAINT pk_chain PRIMARY KEY (id), 
	CONSTRAINT ck_chain_state CHECK (state IN ('running', 'answered', 'ended', 'exhausted')), 
	CONSTRAINT fk_chain_team_id_team FOREIGN KEY(team_id) REFERENCES team (id)
);
CREATE INDEX ix_chain_alert_state ON chain (alert_id, state);
CREATE INDEX ix_chain_incident_state ON chain (incident_id, state);
CREATE INDEX ix_chain_team_id ON chain (team_id);
CREATE TABLE check_log (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	incident_id VARCHAR(26), 
	text_hash VARCHAR(64) NOT NULL, 
	rules JSON NOT NULL, 
	channel VARCHAR(60) NOT NULL, 
	sheet_version VARCHAR(60) NOT NULL, 
	verdict VARCHAR(40) NOT NULL, 
	way VARCHAR(40) NOT NULL, 
	"by" VARCHAR(26), 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_check_log PRIMARY KEY (id), 
	CONSTRAINT ck_check_log_verdict CHECK (verdict IN ('clear', 'change', 'block')), 
	CONSTRAINT fk_check_log_team_id_team FOREIGN KEY(team_id) REFERENCES team (id)
);
CREATE INDEX ix_check_log_incident_id ON check_log (incident_id);
CREATE INDEX ix_check_log_team_at ON check_log (team_id, at);
CREATE TABLE clock (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	incident_id VARCHAR(26), 
	alert_id VARCHAR(26), 
	kind VARCHAR(40) NOT NULL, 
	label VARCHAR(120) NOT NULL, 
	policy_version VARCHAR(40) NOT NULL, 
	source_of_figure TEXT NOT NULL, 
	basis VARCHAR(40) NOT NULL, 
	owner_role VARCHAR(40), 
	owner_id VARCHAR(26), 
	blocked_by TEXT NOT NULL, 
	never_pauses BOOLEAN NOT NULL, 
	evidence_at DATETIME, 
	started_at DATETIME NOT NULL, 
	due_at DATETIME NOT NULL, 
	marks JSON NOT NULL, 
	next_mark_at DATETIME, 
	state VARCHAR(40) NOT NULL, 
	breached_at DATETIME, 
	stopped_at DATETIME, 
	stopped_by VARCHAR(26), 
	stop_reason TEXT NOT NULL, 
	proof_ref TEXT NOT NULL, 
	paused_at DATETIME, 
	pause_asked_by VARCHAR(26), 
	pause_reason TEXT NOT NULL, 
	paused_seconds INTEGER NOT NULL, 
	calendar_known BOOLEAN NOT NULL, 
	CONSTRAINT pk_clock PRIMARY KEY (id), 
	CONSTRAINT ck_clock_state CHECK (state IN ('running', 'paused', 'met', 'waived', 'cancelled')), 
	CONSTRAINT fk_clock_team_id_team FOREIGN KEY(team_id) REFERENCES team (id)
);
CREATE INDEX ix_clock_alert_id ON clock (alert_id);
CREATE INDEX ix_clock_incident_kind ON clock (incident_id, kind);
CREATE INDEX ix_clock_next_mark_at ON clock (next_mark_at);
CREATE TABLE counter (
	team_id VARCHAR(26) NOT NULL, 
	name VARCHAR(20) NOT NULL, 
	year INTEGER NOT NULL, 
	value INTEGER NOT NULL, 
	CONSTRAINT pk_counter PRIMARY KEY (team_id, name, year), 
	CONSTRAINT fk_counter_team_id_team FOREIGN KEY(team_id) REFERENCES team (id)
);
CREATE TABLE delivery (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	source VARCHAR(40) NOT NULL, 
	alert_id VARCHAR(26) NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	raw BLOB, 
	resolved BOOLEAN NOT NULL, 
	received_at DATETIME NOT NULL, metrics JSON, 
	CONSTRAINT pk_delivery PRIMARY KEY (id), 
	CONSTRAINT fk_delivery_team_id_team FOREIGN KEY(team_id) REFERENCES team (id)
);
CREATE INDEX ix_delivery_alert_id ON delivery (alert_id);
CREATE INDEX ix_delivery_received_at ON delivery (received_at);
CREATE TABLE evidence (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	incident_id VARCHAR(26), 
	alert_id VARCHAR(26), 
	kind VARCHAR(40) NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	content BLOB, 
	content_type VARCHAR(100) NOT NULL, 
	file_id VARCHAR(200) NOT NULL, 
	url TEXT NOT NULL, 
	text TEXT NOT NULL, 
	restricted BOOLEAN NOT NULL, 
	about VARCHAR(80) NOT NULL, 
	added_by VARCHAR(26), 
	added_at DATETIME NOT NULL, 
	fetch_at DATETIME, 
	fetches INTEGER NOT NULL, 
	CONSTRAINT pk_evidence PRIMARY KEY (id), 
	CONSTRAINT fk_evidence_team_id_team FOREIGN KEY(team_id) REFERENCES team (id)
);
CREATE INDEX ix_evidence_alert_id ON evidence (alert_id);
CREATE INDEX ix_evidence_fetch_at ON evidence (fetch_at);
CREATE INDEX ix_evidence_incident_id ON evidence (incident_id);
CREATE TABLE exchange (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	rotation_id VARCHAR(26), 
	person_id VARCHAR(26) NOT NULL, 
	begins_at DATETIME NOT NULL, 
	ends_at DATETIME NOT NULL, 
	made_by VARCHAR(26), 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_exchange PRIMARY KEY (id), 
	CONSTRAINT fk_exchange_team_id_team FOREIGN KEY(team_id) REFERENCES team (id)
);
CREATE INDEX ix_exchange_team_id ON exchange (team_id);
CREATE TABLE frontline_group (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	chat_id BIGINT NOT NULL, 
	title VARCHAR(240) NOT NULL, 
	mode VARCHAR(40) NOT NULL, 
	bound_by VARCHAR(26), 
	bound_at DATETIME NOT NULL, 
	CONSTRAINT pk_frontline_group PRIMARY KEY (id), 
	CONSTRAINT ck_frontline_group_mode CHECK (mode IN ('remind', 'silent', 'delete', 'off')), 
	CONSTRAINT fk_frontline_group_team_id_team FOREIGN KEY(team_id) REFERENCES team (id), 
	CONSTRAINT uq_frontline_group_chat_id UNIQUE (chat_id)
);
CREATE INDEX ix_frontline_group_team_id ON frontline_group (team_id);
CREATE TABLE habits (
	person_id VARCHAR(26) NOT NULL, 
	quiet JSON NOT NULL, 
	code_salt VARCHAR(64) NOT NULL, 
	code_hash VARCHAR(128) NOT NULL, 
	wrong_codes INTEGER NOT NULL, 
	locked_at DATETIME, 
	CONSTRAINT pk_habits PRIMARY KEY (person_id), 
	CONSTRAINT fk_habits_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE TABLE incident (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	number VARCHAR(20) NOT NULL, 
	title VARCHAR(240) NOT NULL, 
	severity VARCHAR(40) NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	crisis_type VARCHAR(40) NOT NULL, 
	more_types JSON NOT NULL, 
	responsibility VARCHAR(40) NOT NULL, 
	account VARCHAR(120) NOT NULL, 
	platform VARCHAR(60) NOT NULL, 
	product VARCHAR(120) NOT NULL, 
	live BOOLEAN NOT NULL, 
	drill BOOLEAN NOT NULL, 
	restricted BOOLEAN NOT NULL, 
	light BOOLEAN NOT NULL, 
	group_key VARCHAR(64), 
	opened_by VARCHAR(26), 
	commander_id VARCHAR(26), 
	acting BOOLEAN NOT NULL, 
	parent_id VARCHAR(26), 
	merged_into VARCHAR(26), 
	topic_id BIGINT, 
	topic_chat_id BIGINT, 
	topic_state VARCHAR(40) NOT NULL, 
	topic_trouble VARCHAR(40) NOT NULL, 
	first_seen_at DATETIME NOT NULL, 
	triggered_at DATETIME, 
	received_at DATETIME NOT NULL, 
	opened_at DATETIME NOT NULL, 
	responded_at DATETIME, 
	crew_complete_at DATETIME, 
	stood_down_at DATETIME, 
	closed_at DATETIME, 
	close_reason TEXT NOT NULL, 
	lesson TEXT NOT NULL, 
	tag VARCHAR(120) NOT NULL, 
	debriefed_at DATETIME, 
	signed_by VARCHAR(26), 
	signed_at DATETIME, 
	alert_count INTEGER NOT NULL, 
	changed_at DATETIME NOT NULL, 
	timeline_seq INTEGER NOT NULL, 
	timeline_hash VARCHAR(64) NOT NULL, embargo_until DATETIME, embargo_by VARCHAR(26), embargo_reason TEXT DEFAULT '' NOT NULL, held_at DATETIME, held_by VARCHAR(26), held_reason TEXT DEFAULT '' NOT NULL, hold_stops BOOLEAN, erased_at DATETIME, 
	CONSTRAINT pk_incident PRIMARY KEY (id), 
	CONSTRAINT ck_incident_severity CHECK (severity IN ('S1', 'S2', 'S3', 'S4')), 
	CONSTRAINT ck_incident_state CHECK (state IN ('waiting', 'handling', 'monitoring', 'stood_down', 'closed')), 
	CONSTRAINT fk_incident_team_id_team FOREIGN KEY(team_id) REFERENCES team (id), 
	CONSTRAINT uq_incident_team_id_number UNIQUE (team_id, number)
);
CREATE INDEX ix_incident_team_group ON incident (team_id, group_key);
CREATE INDEX ix_incident_team_state ON incident (team_id, state);
CREATE TABLE leave (
	id VARCHAR(26) NOT NULL, 
	person_id VARCHAR(26) NOT NULL, 
	begins_at DATETIME NOT NULL, 
	ends_at DATETIME NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_leave PRIMARY KEY (id), 
	CONSTRAINT fk_leave_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE INDEX ix_leave_person_id ON leave (person_id);
CREATE TABLE link (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	person_id VARCHAR(26) NOT NULL, 
	purpose VARCHAR(40) NOT NULL, 
	subject_id VARCHAR(60) NOT NULL, 
	token_hash VARCHAR(64) NOT NULL, 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	used_at DATETIME, 
	used_for VARCHAR(40) NOT NULL, 
	CONSTRAINT pk_link PRIMARY KEY (id), 
	CONSTRAINT fk_link_team_id_team FOREIGN KEY(team_id) REFERENCES team (id), 
	CONSTRAINT uq_link_token_hash UNIQUE (token_hash)
);
CREATE INDEX ix_link_person_id ON link (person_id);
CREATE INDEX ix_link_subject_id ON link (subject_id);
CREATE TABLE member (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	person_id VARCHAR(26) NOT NULL, 
	standing VARCHAR(40) NOT NULL, 
	duties JSON NOT NULL, 
	on_duty BOOLEAN NOT NULL, 
	restricted BOOLEAN NOT NULL, 
	left_at DATETIME, 
	joined_at DATETIME NOT NULL, 
	CONSTRAINT pk_member PRIMARY KEY (id), 
	CONSTRAINT ck_member_standing CHECK (standing IN ('owner', 'member', 'guest')), 
	CONSTRAINT fk_member_person_id_person FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_member_team_id_team FOREIGN KEY(team_id) REFERENCES team (id), 
	CONSTRAINT uq_member_team_id_person_id UNIQUE (team_id, person_id)
);
CREATE INDEX ix_member_person_id ON member (person_id);
CREATE INDEX ix_member_team_id ON member (team_id);
CREATE TABLE phone (
	id VARCHAR(26) NOT NULL, 
	person_id VARCHAR(26) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	label VARCHAR(120) NOT NULL, 
	config JSON NOT NULL, 
	position INTEGER NOT NULL, 
	language VARCHAR(40), 
	added_at DATETIME NOT NULL, 
	removed_at DATETIME, 
	tested_at DATETIME, 
	test_result VARCHAR(40) NOT NULL, 
	CONSTRAINT pk_phone PRIMARY KEY (id), 
	CONSTRAINT fk_phone_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE INDEX ix_phone_person_id ON phone (person_id);
CREATE TABLE release_hook (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	channel VARCHAR(40) NOT NULL, 
	url TEXT NOT NULL, 
	secret TEXT NOT NULL, 
	added_by VARCHAR(26), 
	added_at DATETIME NOT NULL, 
	CONSTRAINT pk_release_hook PRIMARY KEY (id), 
	CONSTRAINT fk_release_hook_team_id_team FOREIGN KEY(team_id) REFERENCES team (id), 
	CONSTRAINT uq_release_hook_team_id_channel UNIQUE (team_id, channel)
);
CREATE TABLE rotation (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	name VARCHAR(60) NOT NULL, 
	people JSON NOT NULL, 
	starts_on VARCHAR(10) NOT NULL, 
	begins VARCHAR(5) NOT NULL, 
	ends VARCHAR(5) NOT NULL, 
	days_each INTEGER NOT NULL, 
	days VARCHAR(40) NOT NULL, 
	made_by VARCHAR(26), 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_rotation PRIMARY KEY (id), 
	CONSTRAINT fk_rotation_team_id_team FOREIGN KEY(team_id) REFERENCES team (id), 
	CONSTRAINT uq_rotation_team_id_name UNIQUE (team_id, name)
);
CREATE INDEX ix_rotation_team_id ON rotation (team_id);
CREATE TABLE silence (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	matchers JSON NOT NULL, 
	reason TEXT NOT NULL, 
	created_by VARCHAR(26), 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_silence PRIMARY KEY (id), 
	CONSTRAINT fk_silence_team_id_team FOREIGN KEY(team_id) REFERENCES team (id)
);
CREATE INDEX ix_silence_expires_at ON silence (expires_at);
CREATE INDEX ix_silence_team_id ON silence (team_id);
CREATE TABLE source (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	name VARCHAR(40) NOT NULL, 
	format VARCHAR(40) NOT NULL, 
	token_hash VARCHAR(64) NOT NULL, 
	secret VARCHAR(200) NOT NULL, 
	mapping JSON NOT NULL, 
	expected_seconds INTEGER, 
	last_seen_at DATETIME, 
	silent_since DATETIME, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_source PRIMARY KEY (id), 
	CONSTRAINT fk_source_team_id_team FOREIGN KEY(team_id) REFERENCES team (id), 
	CONSTRAINT uq_source_team_id_name UNIQUE (team_id, name)
);
CREATE INDEX ix_source_team_id ON source (team_id);
CREATE INDEX ix_source_token_hash ON source (token_hash);
CREATE TABLE standing_line (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	crisis_type VARCHAR(40) NOT NULL, 
	channel VARCHAR(40) NOT NULL, 
	stage VARCHAR(40) NOT NULL, 
	language VARCHAR(40) NOT NULL, 
	text TEXT NOT NULL, 
	text_hash VARCHAR(64) NOT NULL, 
	states_action VARCHAR(40) NOT NULL, 
	written_by VARCHAR(26), 
	approved_by VARCHAR(26), 
	approved_at DATETIME, 
	expires_at DATETIME, 
	retired_at DATETIME, 
	CONSTRAINT pk_standing_line PRIMARY KEY (id), 
	CONSTRAINT ck_standing_line_stage CHECK (stage IN ('before', 'after')), 
	CONSTRAINT fk_standing_line_team_id_team FOREIGN KEY(team_id) REFERENCES team (id)
);
CREATE INDEX ix_standing_line_place ON standing_line (team_id, crisis_type, channel);
CREATE TABLE ticket (
	secret_hash VARCHAR(64) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	person_id VARCHAR(26) NOT NULL, 
	leads_to VARCHAR(80) NOT NULL, 
	made_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	used_at DATETIME, 
	CONSTRAINT pk_ticket PRIMARY KEY (secret_hash), 
	CONSTRAINT fk_ticket_person_id_person FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_ticket_team_id_team FOREIGN KEY(team_id) REFERENCES team (id)
);
CREATE TABLE attempt (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	chain_id VARCHAR(26) NOT NULL, 
	rung_id VARCHAR(26) NOT NULL, 
	person_id VARCHAR(26) NOT NULL, 
	way VARCHAR(40) NOT NULL, 
	ring_id VARCHAR(26), 
	parcel_id VARCHAR(26), 
	at DATETIME NOT NULL, 
	answer VARCHAR(40), 
	answered_at DATETIME, 
	trouble TEXT NOT NULL, 
	CONSTRAINT pk_attempt PRIMARY KEY (id), 
	CONSTRAINT fk_attempt_chain_id_chain FOREIGN KEY(chain_id) REFERENCES chain (id), 
	CONSTRAINT fk_attempt_team_id_team FOREIGN KEY(team_id) REFERENCES team (id)
);
CREATE INDEX ix_attempt_chain_id ON attempt (chain_id);
CREATE INDEX ix_attempt_person_id ON attempt (person_id);
CREATE INDEX ix_attempt_ring_id ON attempt (ring_id);
CREATE INDEX ix_attempt_rung_id ON attempt (rung_id);
CREATE INDEX ix_attempt_team_id ON attempt (team_id);
CREATE TABLE captured (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	incident_id VARCHAR(26) NOT NULL, 
	chat_id BIGINT NOT NULL, 
	message_id BIGINT NOT NULL, 
	text_hash VARCHAR(64) NOT NULL, 
	captured_by VARCHAR(26), 
	captured_at DATETIME NOT NULL, 
	CONSTRAINT pk_captured PRIMARY KEY (id), 
	CONSTRAINT fk_captured_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_captured_team_id_team FOREIGN KEY(team_id) REFERENCES team (id), 
	CONSTRAINT uq_captured_chat_id_message_id UNIQUE (chat_id, message_id)
);
CREATE INDEX ix_captured_incident_id ON captured (incident_id);
CREATE TABLE comment_action (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	incident_id VARCHAR(26) NOT NULL, 
	act VARCHAR(40) NOT NULL, 
	reason VARCHAR(40) NOT NULL, 
	target VARCHAR(400) NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	asked_by VARCHAR(26) NOT NULL, 
	asked_at DATETIME NOT NULL, 
	decided_by VARCHAR(26), 
	decided_at DATETIME, 
	CONSTRAINT pk_comment_action PRIMARY KEY (id), 
	CONSTRAINT ck_comment_action_act CHECK (act IN ('delete', 'shut_out', 'close')), 
	CONSTRAINT ck_comment_action_state CHECK (state IN ('asked', 'agreed', 'declined')), 
	CONSTRAINT fk_comment_action_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_comment_action_team_id_team FOREIGN KEY(team_id) REFERENCES team (id)
);
CREATE INDEX ix_comment_action_incident_id ON comment_action (incident_id);
CREATE TABLE debrief (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	incident_id VARCHAR(26) NOT NULL, 
	person_id VARCHAR(26) NOT NULL, 
	role VARCHAR(40) NOT NULL, 
	asked_at DATETIME NOT NULL, 
	answered_at DATETIME, 
	CONSTRAINT pk_debrief PRIMARY KEY (id), 
	CONSTRAINT fk_debrief_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_debrief_person_id_person FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_debrief_team_id_team FOREIGN KEY(team_id) REFERENCES team (id), 
	CONSTRAINT uq_debrief_incident_id_person_id UNIQUE (incident_id, person_id)
);
CREATE INDEX ix_debrief_incident_id ON debrief (incident_id);
CREATE TABLE decision (
	id VARCHAR(26) NOT NULL, 
	incident_id VARCHAR(26) NOT NULL, 
	number INTEGER NOT NULL, 
	question TEXT NOT NULL, 
	choice TEXT NOT NULL, 
	why TEXT NOT NULL, 
	supersedes VARCHAR(26), 
	decided_by VARCHAR(26), 
	decided_at DATETIME NOT NULL, 
	more JSON NOT NULL, 
	CONSTRAINT pk_decision PRIMARY KEY (id), 
	CONSTRAINT fk_decision_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id)
);
CREATE INDEX ix_decision_incident_id ON decision (incident_id);
CREATE TABLE deviation (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	incident_id VARCHAR(26) NOT NULL, 
	publication_id VARCHAR(26), 
	kind VARCHAR(40) NOT NULL, 
	source VARCHAR(20) NOT NULL, 
	channel VARCHAR(40) NOT NULL, 
	url TEXT NOT NULL, 
	text_hash VARCHAR(64) NOT NULL, 
	what TEXT NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	found_by VARCHAR(26), 
	found_at DATETIME NOT NULL, 
	correction_id VARCHAR(26), 
	closed_at DATETIME, 
	CONSTRAINT pk_deviation PRIMARY KEY (id), 
	CONSTRAINT ck_deviation_state CHECK (state IN ('open', 'corrected', 'closed')), 
	CONSTRAINT fk_deviation_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_deviation_team_id_team FOREIGN KEY(team_id) REFERENCES team (id)
);
CREATE INDEX ix_deviation_incident_id ON deviation (incident_id);
CREATE TABLE fact (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	incident_id VARCHAR(26) NOT NULL, 
	number INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	"values" JSON NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	listed_as VARCHAR(40) NOT NULL, 
	public BOOLEAN NOT NULL, 
	source TEXT NOT NULL, 
	owner_id VARCHAR(26), 
	recorded_by VARCHAR(26), 
	recorded_at DATETIME NOT NULL, 
	values_agreed_by VARCHAR(26), 
	values_agreed_at DATETIME, 
	verified_by VARCHAR(26), 
	verified_at DATETIME, 
	asked_id VARCHAR(26), 
	expires_at DATETIME, 
	rounding_allowed BOOLEAN NOT NULL, 
	version INTEGER NOT NULL, 
	changed_at DATETIME NOT NULL, 
	CONSTRAINT pk_fact PRIMARY KEY (id), 
	CONSTRAINT ck_fact_state CHECK (state IN ('to_verify', 'verified', 'disputed', 'withdrawn')), 
	CONSTRAINT fk_fact_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_fact_team_id_team FOREIGN KEY(team_id) REFERENCES team (id), 
	CONSTRAINT uq_fact_incident_id_number UNIQUE (incident_id, number)
);
CREATE INDEX ix_fact_incident_id ON fact (incident_id);
CREATE TABLE flag (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	incident_id VARCHAR(26) NOT NULL, 
	person_id VARCHAR(26), 
	role VARCHAR(40), 
	question VARCHAR(40) NOT NULL, 
	text TEXT NOT NULL, 
	said_at DATETIME NOT NULL, 
	CONSTRAINT pk_flag PRIMARY KEY (id), 
	CONSTRAINT fk_flag_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_flag_team_id_team FOREIGN KEY(team_id) REFERENCES team (id)
);
CREATE INDEX ix_flag_incident_id ON flag (incident_id);
CREATE TABLE frontline_person (
	id VARCHAR(26) NOT NULL, 
	group_id VARCHAR(26) NOT NULL, 
	person_id VARCHAR(26) NOT NULL, 
	seen_at DATETIME NOT NULL, 
	CONSTRAINT pk_frontline_person PRIMARY KEY (id), 
	CONSTRAINT fk_frontline_person_group_id_frontline_group FOREIGN KEY(group_id) REFERENCES frontline_group (id), 
	CONSTRAINT uq_frontline_person_group_id_person_id UNIQUE (group_id, person_id)
);
CREATE INDEX ix_frontline_person_group_id ON frontline_person (group_id);
CREATE TABLE handout (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	incident_id VARCHAR(26) NOT NULL, 
	asked_by VARCHAR(26), 
	audience VARCHAR(80) NOT NULL, 
	form VARCHAR(10) NOT NULL, 
	language VARCHAR(40) NOT NULL, 
	timezone VARCHAR(64) NOT NULL, 
	wanted_at DATETIME, 
	name VARCHAR(120) NOT NULL, 
	content BLOB, 
	media_type VARCHAR(60) NOT NULL, 
	trouble TEXT NOT NULL, unmasked BOOLEAN, 
	CONSTRAINT pk_handout PRIMARY KEY (id), 
	CONSTRAINT fk_handout_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_handout_team_id_team FOREIGN KEY(team_id) REFERENCES team (id)
);
CREATE INDEX ix_handout_wanted_at ON handout (wanted_at);
CREATE TABLE held_answer (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	incident_id VARCHAR(26) NOT NULL, 
	clock_id VARCHAR(26) NOT NULL, 
	reason VARCHAR(20) NOT NULL, 
	comment TEXT NOT NULL, 
	proposed_by VARCHAR(26) NOT NULL, 
	proposed_at DATETIME NOT NULL, 
	look_again_at DATETIME, 
	agreed_by VARCHAR(26), 
	agreed_at DATETIME, 
	refused_at DATETIME, 
	CONSTRAINT pk_held_answer PRIMARY KEY (id), 
	CONSTRAINT fk_held_answer_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_held_answer_team_id_team FOREIGN KEY(team_id) REFERENCES team (id)
);
CREATE INDEX ix_held_answer_incident_id ON held_answer (incident_id);
CREATE TABLE improvement (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	incident_id VARCHAR(26) NOT NULL, 
	number INTEGER NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	subject VARCHAR(120) NOT NULL, 
	text TEXT NOT NULL, 
	owner_id VARCHAR(26) NOT NULL, 
	given_by VARCHAR(26), 
	given_at DATETIME NOT NULL, 
	due_at DATETIME NOT NULL, 
	reminded_at DATETIME, 
	done_at DATETIME, 
	done_by VARCHAR(26), 
	outcome TEXT NOT NULL, 
	check_at DATETIME, 
	next_reminder_at DATETIME, 
	helped BOOLEAN, 
	checked_by VARCHAR(26), 
	checked_at DATETIME, 
	CONSTRAINT pk_improvement PRIMARY KEY (id), 
	CONSTRAINT fk_improvement_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_improvement_owner_id_person FOREIGN KEY(owner_id) REFERENCES person (id), 
	CONSTRAINT fk_improvement_team_id_team FOREIGN KEY(team_id) REFERENCES team (id), 
	CONSTRAINT uq_improvement_incident_id_number UNIQUE (incident_id, number)
);
CREATE INDEX ix_improvement_incident_id ON improvement (incident_id);
CREATE INDEX ix_improvement_next_reminder_at ON improvement (next_reminder_at);
CREATE INDEX ix_improvement_team_id ON improvement (team_id);
CREATE TABLE lesson (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	incident_id VARCHAR(26) NOT NULL, 
	number INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	written_by VARCHAR(26), 
	written_at DATETIME NOT NULL, 
	CONSTRAINT pk_lesson PRIMARY KEY (id), 
	CONSTRAINT fk_lesson_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_lesson_team_id_team FOREIGN KEY(team_id) REFERENCES team (id), 
	CONSTRAINT uq_lesson_incident_id_number UNIQUE (incident_id, number)
);
CREATE INDEX ix_lesson_incident_id ON lesson (incident_id);
CREATE TABLE look (
	person_id VARCHAR(26) NOT NULL, 
	incident_id VARCHAR(26) NOT NULL, 
	seq INTEGER NOT NULL, 
	looked_at DATETIME NOT NULL, 
	CONSTRAINT pk_look PRIMARY KEY (person_id, incident_id), 
	CONSTRAINT fk_look_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_look_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE TABLE message_sheet (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	incident_id VARCHAR(26) NOT NULL, 
	audience VARCHAR(40) NOT NULL, 
	version INTEGER NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	language VARCHAR(40) NOT NULL, 
	stance VARCHAR(40) NOT NULL, 
	responsibility VARCHAR(40) NOT NULL, 
	evidence JSON NOT NULL, 
	cause TEXT NOT NULL, 
	valid_from DATETIME, 
	valid_to DATETIME, 
	supersedes VARCHAR(26), 
	text_hash VARCHAR(64) NOT NULL, 
	drafted_by VARCHAR(26), 
	drafted_at DATETIME NOT NULL, 
	changed_at DATETIME NOT NULL, 
	needs_review DATETIME, 
	review_reason TEXT NOT NULL, 
	CONSTRAINT pk_message_sheet PRIMARY KEY (id), 
	CONSTRAINT ck_message_sheet_state CHECK (state IN ('draft', 'in_review', 'current', 'superseded', 'expired', 'retracted')), 
	CONSTRAINT fk_message_sheet_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_message_sheet_team_id_team FOREIGN KEY(team_id) REFERENCES team (id), 
	CONSTRAINT uq_message_sheet_incident_id_audience_version UNIQUE (incident_id, audience, version)
);
CREATE INDEX ix_message_sheet_incident_id ON message_sheet (incident_id);
CREATE UNIQUE INDEX uq_message_sheet_current ON message_sheet (incident_id, audience) WHERE state = 'current';
CREATE TABLE promise (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	incident_id VARCHAR(26) NOT NULL, 
	statement_id VARCHAR(26), 
	text TEXT NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	owner_id VARCHAR(26), 
	due_at DATETIME, 
	proof TEXT NOT NULL, 
	kept_at DATETIME, 
	made_at DATETIME NOT NULL, 
	CONSTRAINT pk_promise PRIMARY KEY (id), 
	CONSTRAINT ck_promise_state CHECK (state IN ('found', 'open', 'kept', 'none')), 
	CONSTRAINT fk_promise_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_promise_team_id_team FOREIGN KEY(team_id) REFERENCES team (id)
);
CREATE INDEX ix_promise_incident_id ON promise (incident_id);
CREATE TABLE promotion_pause (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	incident_id VARCHAR(26) NOT NULL, 
	channel VARCHAR(40) NOT NULL, 
	paused_at DATETIME, 
	paused_by VARCHAR(26), 
	lifted_at DATETIME, 
	lifted_by VARCHAR(26), 
	CONSTRAINT pk_promotion_pause PRIMARY KEY (id), 
	CONSTRAINT fk_promotion_pause_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_promotion_pause_team_id_team FOREIGN KEY(team_id) REFERENCES team (id), 
	CONSTRAINT uq_promotion_pause_incident_id_channel UNIQUE (incident_id, channel)
);
CREATE INDEX ix_promotion_pause_incident_id ON promotion_pause (incident_id);
CREATE TABLE ring (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	person_id VARCHAR(26) NOT NULL, 
	phone_id VARCHAR(26) NOT NULL, 
	incident_id VARCHAR(26), 
	alert_id VARCHAR(26), 
	chain_id VARCHAR(26), 
	rung INTEGER NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	severity VARCHAR(40), 
	loud BOOLEAN NOT NULL, 
	title VARCHAR(200) NOT NULL, 
	frozen_text TEXT NOT NULL, 
	actions JSON NOT NULL, 
	page_url TEXT NOT NULL, 
	links JSON NOT NULL, 
	language VARCHAR(40) NOT NULL, 
	replaces VARCHAR(26), 
	posted_at DATETIME NOT NULL, 
	not_before DATETIME NOT NULL, 
	expires_at DATETIME, 
	state VARCHAR(40) NOT NULL, 
	owner VARCHAR(40), 
	lease_until DATETIME, 
	attempts INTEGER NOT NULL, 
	attempted_at DATETIME, 
	verdict VARCHAR(40), 
	provider_answer TEXT NOT NULL, 
	receipt VARCHAR(120) NOT NULL, 
	poll_at DATETIME, 
	settled_at DATETIME, 
	stopped_at DATETIME, 
	stopped_by VARCHAR(26), 
	CONSTRAINT pk_ring PRIMARY KEY (id), 
	CONSTRAINT ck_ring_state CHECK (state IN ('waiting', 'claimed', 'sent', 'failed', 'acknowledged', 'cancelled')), 
	CONSTRAINT fk_ring_person_id_person FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_ring_phone_id_phone FOREIGN KEY(phone_id) REFERENCES phone (id), 
	CONSTRAINT fk_ring_team_id_team FOREIGN KEY(team_id) REFERENCES team (id)
);
CREATE INDEX ix_ring_alert_id ON ring (alert_id);
CREATE INDEX ix_ring_chain_id ON ring (chain_id);
CREATE INDEX ix_ring_incident_id ON ring (incident_id);
CREATE INDEX ix_ring_person_id ON ring (person_id);
CREATE INDEX ix_ring_phone_id ON ring (phone_id);
CREATE INDEX ix_ring_state_not_before ON ring (state, not_before);
CREATE TABLE role (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	incident_id VARCHAR(26) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	person_id VARCHAR(26), 
	asked_at DATETIME, 
	pass_on_at DATETIME, 
	next_person_id VARCHAR(26), 
	taken_at DATETIME, 
	told_empty_at DATETIME, 
	declined JSON NOT NULL, 
	note TEXT NOT NULL, 
	CONSTRAINT pk_role PRIMARY KEY (id), 
	CONSTRAINT ck_role_state CHECK (state IN ('empty', 'asked', 'taken', 'not_needed')), 
	CONSTRAINT fk_role_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_role_team_id_team FOREIGN KEY(team_id) REFERENCES team (id), 
	CONSTRAINT uq_role_incident_id_kind UNIQUE (incident_id, kind)
);
CREATE INDEX ix_role_incident_id ON role (incident_id);
CREATE TABLE rumor (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	incident_id VARCHAR(26) NOT NULL, 
	number INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	url TEXT NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	answer TEXT NOT NULL, 
	noted_by VARCHAR(26), 
	noted_at DATETIME NOT NULL, 
	settled_at DATETIME, 
	CONSTRAINT pk_rumor PRIMARY KEY (id), 
	CONSTRAINT ck_rumor_state CHECK (state IN ('open', 'refuted', 'dead')), 
	CONSTRAINT fk_rumor_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_rumor_team_id_team FOREIGN KEY(team_id) REFERENCES team (id)
);
CREATE INDEX ix_rumor_incident_id ON rumor (incident_id);
CREATE TABLE rung (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	chain_id VARCHAR(26) NOT NULL, 
	position INTEGER NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	people JSON NOT NULL, 
	planned_at DATETIME NOT NULL, 
	due_at DATETIME NOT NULL, 
	reached_at DATETIME, 
	state VARCHAR(40) NOT NULL, 
	clock_id VARCHAR(26), 
	CONSTRAINT pk_rung PRIMARY KEY (id), 
	CONSTRAINT fk_rung_chain_id_chain FOREIGN KEY(chain_id) REFERENCES chain (id), 
	CONSTRAINT fk_rung_team_id_team FOREIGN KEY(team_id) REFERENCES team (id), 
	CONSTRAINT uq_rung_chain_id_position UNIQUE (chain_id, position)
);
CREATE INDEX ix_rung_chain_id ON rung (chain_id);
CREATE TABLE sample (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	incident_id VARCHAR(26), 
	check_id VARCHAR(26) NOT NULL, 
	text TEXT NOT NULL, 
	rules JSON NOT NULL, 
	phrases JSON NOT NULL, 
	verdict VARCHAR(40) NOT NULL, 
	pressed_by VARCHAR(26) NOT NULL, 
	at DATETIME NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	decided_by VARCHAR(26), 
	decided_at DATETIME, 
	CONSTRAINT pk_sample PRIMARY KEY (id), 
	CONSTRAINT fk_sample_check_id_check_log FOREIGN KEY(check_id) REFERENCES check_log (id), 
	CONSTRAINT fk_sample_team_id_team FOREIGN KEY(team_id) REFERENCES team (id), 
	CONSTRAINT uq_sample_check_id UNIQUE (check_id)
);
CREATE INDEX ix_sample_team_id ON sample (team_id);
CREATE TABLE stakeholder (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	incident_id VARCHAR(26) NOT NULL, 
	circle VARCHAR(20) NOT NULL, 
	name VARCHAR(120) NOT NULL, 
	told_at DATETIME, 
	told_by VARCHAR(26), 
	waived TEXT NOT NULL, 
	CONSTRAINT pk_stakeholder PRIMARY KEY (id), 
	CONSTRAINT fk_stakeholder_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_stakeholder_team_id_team FOREIGN KEY(team_id) REFERENCES team (id)
);
CREATE INDEX ix_stakeholder_incident_id ON stakeholder (incident_id);
CREATE TABLE statement (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	incident_id VARCHAR(26) NOT NULL, 
	stage VARCHAR(40) NOT NULL, 
	channel VARCHAR(40) NOT NULL, 
	audience VARCHAR(40) NOT NULL, 
	language VARCHAR(40) NOT NULL, 
	author_id VARCHAR(26) NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	version INTEGER NOT NULL, 
	safety BOOLEAN NOT NULL, 
	nothing_new BOOLEAN NOT NULL, 
	emergency_by VARCHAR(26), 
	next_at DATETIME, 
	embargo_until DATETIME, 
	legal_hold BOOLEAN NOT NULL, 
	corrects VARCHAR(26) NOT NULL, 
	made_at DATETIME NOT NULL, 
	changed_at DATETIME NOT NULL, 
	CONSTRAINT pk_statement PRIMARY KEY (id), 
	CONSTRAINT ck_statement_state CHECK (state IN ('draft', 'in_approval', 'approved', 'released', 'published', 'withdrawn')), 
	CONSTRAINT fk_statement_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_statement_team_id_team FOREIGN KEY(team_id) REFERENCES team (id)
);
CREATE INDEX ix_statement_incident_id ON statement (incident_id);
CREATE TABLE step (
	id VARCHAR(26) NOT NULL, 
	incident_id VARCHAR(26) NOT NULL, 
	code VARCHAR(40) NOT NULL, 
	stop_loss BOOLEAN NOT NULL, 
	done_by VARCHAR(26), 
	done_at DATETIME, 
	impossible TEXT NOT NULL, 
	CONSTRAINT pk_step PRIMARY KEY (id), 
	CONSTRAINT fk_step_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT uq_step_incident_id_code UNIQUE (incident_id, code)
);
CREATE INDEX ix_step_incident_id ON step (incident_id);
CREATE TABLE task (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	incident_id VARCHAR(26) NOT NULL, 
	number INTEGER NOT NULL, 
	code VARCHAR(40) NOT NULL, 
	title VARCHAR(240) NOT NULL, 
	owner_id VARCHAR(26), 
	owner_role VARCHAR(40), 
	due_at DATETIME, 
	blocked_by TEXT NOT NULL, 
	before_close BOOLEAN NOT NULL, 
	done_at DATETIME, 
	done_by VARCHAR(26), 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_task PRIMARY KEY (id), 
	CONSTRAINT fk_task_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_task_team_id_team FOREIGN KEY(team_id) REFERENCES team (id)
);
CREATE INDEX ix_task_incident_id ON task (incident_id);
CREATE TABLE timeline (
	id VARCHAR(26) NOT NULL, 
	incident_id VARCHAR(26) NOT NULL, 
	seq INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	actor VARCHAR(26), 
	ref VARCHAR(80) NOT NULL, 
	details TEXT, 
	details_hash VARCHAR(64) NOT NULL, 
	previous_hash VARCHAR(64) NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_timeline PRIMARY KEY (id), 
	CONSTRAINT fk_timeline_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT uq_timeline_incident_id_seq UNIQUE (incident_id, seq)
);
CREATE TABLE fact_change (
	id VARCHAR(26) NOT NULL, 
	fact_id VARCHAR(26) NOT NULL, 
	version INTEGER NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	text TEXT NOT NULL, 
	"values" JSON NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	public BOOLEAN NOT NULL, 
	"by" VARCHAR(26), 
	reason TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	"before" JSON NOT NULL, 
	CONSTRAINT pk_fact_change PRIMARY KEY (id), 
	CONSTRAINT fk_fact_change_fact_id_fact FOREIGN KEY(fact_id) REFERENCES fact (id)
);
CREATE INDEX ix_fact_change_fact_id ON fact_change (fact_id);
CREATE TABLE receipt (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	incident_id VARCHAR(26) NOT NULL, 
	sheet_id VARCHAR(26) NOT NULL, 
	version INTEGER NOT NULL, 
	person_id VARCHAR(26), 
	name VARCHAR(60) NOT NULL, 
	at DATETIME NOT NULL, robot_id VARCHAR(26), 
	CONSTRAINT pk_receipt PRIMARY KEY (id), 
	CONSTRAINT fk_receipt_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_receipt_sheet_id_message_sheet FOREIGN KEY(sheet_id) REFERENCES message_sheet (id), 
	CONSTRAINT fk_receipt_team_id_team FOREIGN KEY(team_id) REFERENCES team (id), 
	CONSTRAINT uq_receipt_sheet_id_person_id UNIQUE (sheet_id, person_id)
);
CREATE INDEX ix_receipt_incident_id ON receipt (incident_id);
CREATE TABLE ring_attempt (
	id VARCHAR(26) NOT NULL, 
	ring_id VARCHAR(26) NOT NULL, 
	number INTEGER NOT NULL, 
	began_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	verdict VARCHAR(40), 
	provider_answer TEXT NOT NULL, 
	CONSTRAINT pk_ring_attempt PRIMARY KEY (id), 
	CONSTRAINT fk_ring_attempt_ring_id_ring FOREIGN KEY(ring_id) REFERENCES ring (id)
);
CREATE INDEX ix_ring_attempt_ring_id ON ring_attempt (ring_id);
CREATE TABLE sheet_item (
	id VARCHAR(26) NOT NULL, 
	sheet_id VARCHAR(26) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	position INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	text TEXT NOT NULL, 
	mode VARCHAR(40) NOT NULL, 
	channel VARCHAR(40), 
	fact_ids JSON NOT NULL, 
	say_instead TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	"group" VARCHAR(40) NOT NULL, 
	may_say BOOLEAN NOT NULL, 
	person_id VARCHAR(26), 
	sha256 VARCHAR(64) NOT NULL, 
	ends_at DATETIME, 
	CONSTRAINT pk_sheet_item PRIMARY KEY (id), 
	CONSTRAINT fk_sheet_item_sheet_id_message_sheet FOREIGN KEY(sheet_id) REFERENCES message_sheet (id)
);
CREATE INDEX ix_sheet_item_sheet_id ON sheet_item (sheet_id);
CREATE TABLE statement_version (
	id VARCHAR(26) NOT NULL, 
	statement_id VARCHAR(26) NOT NULL, 
	version INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	slots JSON NOT NULL, 
	fact_uses JSON NOT NULL, 
	assets JSON NOT NULL, 
	binding_hash VARCHAR(64) NOT NULL, 
	made_by VARCHAR(26), 
	made_at DATETIME NOT NULL, 
	because VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_statement_version PRIMARY KEY (id), 
	CONSTRAINT fk_statement_version_statement_id_statement FOREIGN KEY(statement_id) REFERENCES statement (id), 
	CONSTRAINT uq_statement_version_statement_id_version UNIQUE (statement_id, version)
);
CREATE INDEX ix_statement_version_statement_id ON statement_version (statement_id);
CREATE TABLE publication (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	incident_id VARCHAR(26) NOT NULL, 
	statement_id VARCHAR(26) NOT NULL, 
	version_id VARCHAR(26) NOT NULL, 
	version INTEGER NOT NULL, 
	channel VARCHAR(40) NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	operator_id VARCHAR(26), 
	handed_over_at DATETIME NOT NULL, 
	url TEXT NOT NULL, 
	proof VARCHAR(40) NOT NULL, 
	proof_ref TEXT NOT NULL, 
	proved_at DATETIME, 
	proved_by VARCHAR(26), 
	text_equal BOOLEAN, 
	posted_text TEXT NOT NULL, 
	posted_text_hash VARCHAR(64) NOT NULL, 
	looked_by VARCHAR(26), 
	CONSTRAINT pk_publication PRIMARY KEY (id), 
	CONSTRAINT ck_publication_state CHECK (state IN ('handed_over', 'proved', 'published', 'differs', 'corrected', 'withdrawn')), 
	CONSTRAINT fk_publication_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_publication_statement_id_statement FOREIGN KEY(statement_id) REFERENCES statement (id), 
	CONSTRAINT fk_publication_team_id_team FOREIGN KEY(team_id) REFERENCES team (id), 
	CONSTRAINT fk_publication_version_id_statement_version FOREIGN KEY(version_id) REFERENCES statement_version (id)
);
CREATE INDEX ix_publication_incident_id ON publication (incident_id);
CREATE INDEX ix_publication_statement_id ON publication (statement_id);
CREATE TABLE certificate (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	person_id VARCHAR(26) NOT NULL, 
	channels JSON NOT NULL, 
	what VARCHAR(120) NOT NULL, 
	valid_until DATETIME NOT NULL, 
	given_by VARCHAR(26), 
	given_at DATETIME NOT NULL, 
	taken_back_at DATETIME, 
	CONSTRAINT pk_certificate PRIMARY KEY (id), 
	CONSTRAINT fk_certificate_person_id_person FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_certificate_team_id_team FOREIGN KEY(team_id) REFERENCES team (id)
);
CREATE INDEX ix_certificate_team_id ON certificate (team_id);
CREATE TABLE frontline_robot (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	name VARCHAR(60) NOT NULL, 
	url TEXT NOT NULL, 
	secret TEXT NOT NULL, 
	shown VARCHAR(20) NOT NULL, 
	people INTEGER NOT NULL, 
	added_by VARCHAR(26), 
	added_at DATETIME NOT NULL, 
	removed_at DATETIME, 
	CONSTRAINT pk_frontline_robot PRIMARY KEY (id), 
	CONSTRAINT fk_frontline_robot_team_id_team FOREIGN KEY(team_id) REFERENCES team (id)
);
CREATE INDEX ix_frontline_robot_team_id ON frontline_robot (team_id);
CREATE TABLE outlet_call (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	incident_id VARCHAR(26) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	outlet_id VARCHAR(26) NOT NULL, 
	subject_id VARCHAR(26) NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	posted_at DATETIME NOT NULL, 
	not_before DATETIME NOT NULL, 
	owner VARCHAR(40), 
	lease_until DATETIME, 
	attempts INTEGER NOT NULL, 
	unsure BOOLEAN NOT NULL, 
	verdict VARCHAR(40), 
	answer TEXT NOT NULL, 
	reference VARCHAR(120) NOT NULL, 
	settled_at DATETIME, 
	CONSTRAINT pk_outlet_call PRIMARY KEY (id), 
	CONSTRAINT ck_outlet_call_state CHECK (state IN ('waiting', 'claimed', 'accepted', 'given_up', 'cancelled')), 
	CONSTRAINT fk_outlet_call_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_outlet_call_team_id_team FOREIGN KEY(team_id) REFERENCES team (id)
);
CREATE INDEX ix_outlet_call_incident_id ON outlet_call (incident_id);
CREATE INDEX ix_outlet_call_state_not_before ON outlet_call (state, not_before);
CREATE INDEX ix_outlet_call_subject_id ON outlet_call (subject_id);
CREATE TABLE media_inquiry (
	id VARCHAR(26) NOT NULL, 
	team_id VARCHAR(26) NOT NULL, 
	incident_id VARCHAR(26) NOT NULL, 
	number INTEGER NOT NULL, 
	outlet TEXT NOT NULL, 
	question TEXT NOT NULL, 
	due_at DATETIME NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	owner_id VARCHAR(26), 
	noted_by VARCHAR(26), 
	noted_at DATETIME NOT NULL, 
	answer TEXT NOT NULL, 
	answer_hash VARCHAR(64) NOT NULL, 
	sheet_id VARCHAR(26), 
	sheet_version INTEGER NOT NULL, 
	fact_ids JSON NOT NULL, 
	reason TEXT NOT NULL, 
	settled_by VARCHAR(26), 
	settled_at DATETIME, 
	needs_review DATETIME, 
	review_reason TEXT NOT NULL, 
	CONSTRAINT pk_media_inquiry PRIMARY KEY (id), 
	CONSTRAINT ck_media_inquiry_state CHECK (state IN ('open', 'answered', 'declined', 'withdrawn')), 
	CONSTRAINT fk_media_inquiry_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_media_inquiry_team_id_team FOREIGN KEY(team_id) REFERENCES team (id), 
	CONSTRAINT uq_media_inquiry_incident_id UNIQUE (incident_id, number)
);
CREATE INDEX ix_media_inquiry_incident_id ON media_inquiry (incident_id);
INSERT INTO alembic_version VALUES ('0003');
