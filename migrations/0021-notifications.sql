-- Messages to citizens and officers (thông báo): how they are sent, what they say, what became of each, and who wants none.

create table notification_settings (
  office_id uuid primary key references offices (office_id),
  email_on boolean not null default false,
  smtp_host text not null default '',
  smtp_port integer not null default 465 check (smtp_port between 1 and 65535),
  smtp_security text not null default 'tls' check (smtp_security in ('tls', 'starttls', 'none')),
  smtp_user text not null default '',
  smtp_password_sealed text not null default '',
  sender_name text not null default '',
  sender_address text not null default '',
  gateway_on boolean not null default false,
  gateway_url text not null default '',
  gateway_account text not null default '',
  gateway_secret_sealed text not null default '',
  sms_plain boolean not null default true,
  quiet_from smallint check (quiet_from between 0 and 1439),
  quiet_to smallint check (quiet_to between 0 and 1439),
  daily_limit smallint not null default 10 check (daily_limit between 1 and 100),
  revision integer not null default 1,
  check ((quiet_from is null) = (quiet_to is null))
);
comment on table notification_settings is 'How an office sends messages; an office without a row sends none outside. Passwords are sealed with the secret of the installation, never in clear.';
comment on column notification_settings.quiet_from is 'Minute of the day in Viet Nam from which nothing that can wait is sent, until quiet_to; may pass midnight.';

create table notification_templates (
  office_id uuid not null references offices (office_id),
  event text not null,
  channel text not null check (channel in ('email', 'sms', 'app')),
  version integer not null check (version > 0),
  valid_from date not null,
  active boolean not null,
  subject text not null default '',
  body text not null,
  created_at timestamptz not null,
  created_by uuid not null,
  primary key (office_id, event, channel, version)
);
comment on table notification_templates is 'Wordings that the office has made its own (mẫu tin), by day of validity; where there is none the shipped wording counts, version 0. Never changed: a new version is added.';

create table messages (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  source text not null,
  event text not null,
  channel text not null check (channel in ('email', 'sms', 'app')),
  template_version integer not null,
  staff_id uuid,
  address text not null,
  subject_type text not null default '',
  subject_id text not null default '',
  link text not null default '',
  subject text not null,
  body text not null,
  urgent boolean not null,
  opt_out_hash text,
  state text not null check (state in ('waiting', 'sending', 'sent', 'delivered', 'failed', 'suppressed')),
  reason text not null default '',
  attempts smallint not null default 0,
  created_at timestamptz not null,
  next_at timestamptz not null,
  sent_at timestamptz,
  read_at timestamptz,
  primary key (office_id, id),
  unique (office_id, source, channel, address),
  foreign key (office_id, staff_id) references staff_members (office_id, id),
  check ((channel = 'app') = (staff_id is not null))
);
create index messages_to_send on messages (office_id, next_at, id) where state in ('waiting', 'sending');
create index messages_by_time on messages (office_id, created_at desc, id);
create index messages_of_subject on messages (office_id, subject_type, subject_id) where subject_id <> '';
create index messages_of_address on messages (office_id, address, created_at desc);
create index messages_failed on messages (office_id, created_at desc, id) where state = 'failed';
create index messages_of_staff on messages (office_id, staff_id, created_at desc, id desc) where staff_id is not null;
create index messages_unread on messages (office_id, staff_id) where staff_id is not null and read_at is null;
create index messages_opt_out on messages (opt_out_hash) where opt_out_hash is not null;
comment on table messages is 'Every message with its text as sent and what became of it. `source` names the news it came from: one piece of news makes one message to an address, however often it is delivered.';
comment on column messages.opt_out_hash is 'SHA-256 of the token in the message''s link for sending no more; the token itself is only in the message.';

create table message_attempts (
  office_id uuid not null,
  message_id uuid not null,
  number smallint not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  outcome text not null check (outcome in ('accepted', 'delivered', 'refused', 'failed')),
  reason text not null default '',
  primary key (office_id, message_id, number),
  foreign key (office_id, message_id) references messages (office_id, id)
);
comment on table message_attempts is 'Each try to send a message, with what the mail server or the gateway answered.';

create table message_stops (
  office_id uuid not null references offices (office_id),
  channel text not null check (channel in ('email', 'sms')),
  address text not null,
  stopped_at timestamptz not null,
  stopped_by uuid,
  primary key (office_id, channel, address)
);
comment on table message_stops is 'Addresses that want no messages (ngừng nhận tin): by the link in a message, or said at the desk (stopped_by).';

do $$
declare
  t text;
begin
  foreach t in array array['notification_settings', 'notification_templates', 'messages', 'message_attempts', 'message_stops'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy office on %I to motcua_app using (office_id = nullif(current_setting(''app.office'', true), '''')::uuid) '
      'with check (office_id = nullif(current_setting(''app.office'', true), '''')::uuid)', t);
    execute format('grant select, insert, update, delete on %I to motcua_app', t);
  end loop;
end
$$;
revoke update, delete on notification_templates, message_attempts from motcua_app;

-- Whoever holds the link finds the office of the message, and nothing else.
grant select (office_id, opt_out_hash) on messages to motcua_public;
create policy public_reading on messages for select to motcua_public using (opt_out_hash is not null);
