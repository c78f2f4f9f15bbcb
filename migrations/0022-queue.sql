-- Tickets and counters (lấy số, gọi số): settings, devices, tickets, and what happened to each.

create table queue_settings (
  office_id uuid not null references offices (office_id),
  elderly_age smallint not null check (elderly_age between 50 and 100),
  priority_run smallint not null check (priority_run between 1 and 10),
  calls_before_absent smallint not null check (calls_before_absent between 1 and 5),
  revision integer not null default 1,
  primary key (office_id)
);
comment on table queue_settings is 'Rules of the queue where an office has changed them: age of the elderly, priority tickets called in a row, calls before absent.';

create table queue_series (
  office_id uuid not null,
  field_code text not null,
  letters text not null,
  primary key (office_id, field_code),
  unique (office_id, letters),
  foreign key (office_id, field_code) references fields (office_id, code)
);
comment on table queue_series is 'Letters before the ticket numbers of a field (A001); given with its first ticket and kept.';

create table queue_devices (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  kind text not null check (kind in ('kiosk', 'display')),
  name text not null collate vietnamese,
  token_hash text not null,
  added_at timestamptz not null,
  added_by uuid not null,
  revoked_at timestamptz,
  primary key (office_id, id)
);
create index queue_devices_token on queue_devices (token_hash);
comment on table queue_devices is 'Kiosks and displays that the administrator has tied to the office; of the token only its hash is kept.';

create table tickets (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  day date not null,
  letters text not null,
  number integer not null,
  code text not null,
  field_code text not null,
  priority text not null default '',
  token text not null,
  source text not null check (source in ('kiosk', 'desk')),
  state text not null check (state in ('waiting', 'calling', 'serving', 'done', 'absent', 'cancelled')),
  desk_id uuid,
  staff_id uuid,
  target_desk_id uuid,
  taken_at timestamptz not null,
  queued_at timestamptz not null,
  called_at timestamptz,
  started_at timestamptz,
  ended_at timestamptz,
  calls smallint not null default 0,
  call_sequence bigint,
  dossier_id uuid,
  primary key (office_id, id),
  unique (office_id, day, letters, number),
  unique (office_id, token),
  foreign key (office_id, field_code) references fields (office_id, code),
  foreign key (office_id, desk_id) references desks (office_id, id),
  foreign key (office_id, target_desk_id) references desks (office_id, id),
  foreign key (office_id, staff_id) references staff_members (office_id, id),
  foreign key (office_id, dossier_id) references dossiers (office_id, id),
  check ((state in ('calling', 'serving')) <= (desk_id is not null and staff_id is not null))
);
create unique index tickets_at_desk on tickets (office_id, desk_id) where state in ('calling', 'serving');
create index tickets_waiting on tickets (office_id, day, field_code) where state in ('waiting', 'absent');
create index tickets_open on tickets (office_id, day) where state in ('waiting', 'calling', 'serving');
create index tickets_called on tickets (office_id, day, call_sequence desc) where call_sequence is not null;
create index tickets_token on tickets (token);
comment on table tickets is 'Tickets (số thứ tự) of the queue; a ticket names nobody. Numbers run per letters and day without a gap.';
comment on column tickets.queued_at is 'From when it counts as waiting: when it was taken, or when its holder came back after being absent.';
comment on column tickets.target_desk_id is 'The only desk that may call it, after a transfer to that desk.';

create table ticket_events (
  office_id uuid not null,
  sequence bigint not null,
  ticket_id uuid not null,
  at timestamptz not null,
  kind text not null check (kind in ('taken', 'called', 'started', 'absent', 'returned', 'transferred', 'done', 'cancelled')),
  desk_id uuid,
  staff_id uuid,
  primary key (office_id, sequence),
  foreign key (office_id, ticket_id) references tickets (office_id, id)
);
comment on table ticket_events is 'What happened to tickets, one gapless series per office in the order of commit: the displays are told from it and take up where they were cut off.';

create table appointment_rules (
  office_id uuid not null,
  field_code text not null,
  capacity smallint not null check (capacity between 0 and 50),
  primary key (office_id, field_code),
  foreign key (office_id, field_code) references fields (office_id, code)
);
comment on table appointment_rules is 'How many appointments of a field each half-hour takes; a field without a row takes none. The row is the lock of its slots.';

create table appointments (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  code text not null,
  procedure_id uuid not null,
  field_code text not null,
  day date not null,
  starts_minute smallint not null check (starts_minute between 0 and 1439),
  name text not null,
  phone text not null,
  state text not null check (state in ('booked', 'arrived', 'cancelled')),
  ticket_id uuid,
  booked_at timestamptz not null,
  primary key (office_id, id),
  unique (office_id, day, code),
  foreign key (office_id, field_code) references fields (office_id, code),
  foreign key (office_id, procedure_id) references procedures (office_id, id),
  foreign key (office_id, ticket_id) references tickets (office_id, id)
);
create index appointments_slot on appointments (office_id, field_code, day, starts_minute) where state <> 'cancelled';
create index appointments_phone on appointments (office_id, phone, day) where state = 'booked';
comment on table appointments is 'Appointments made online; on arrival each becomes a ticket. The id is known to who made it alone; name and telephone are deleted with the row thirty days after.';

do $$
declare
  t text;
begin
  foreach t in array array['queue_settings', 'queue_series', 'queue_devices', 'tickets', 'ticket_events',
    'appointment_rules', 'appointments'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy office on %I to motcua_app using (office_id = nullif(current_setting(''app.office'', true), '''')::uuid) '
      'with check (office_id = nullif(current_setting(''app.office'', true), '''')::uuid)', t);
    execute format('grant select, insert, update, delete on %I to motcua_app', t);
  end loop;
end
$$;
revoke update, delete on ticket_events from motcua_app;

-- A device and whoever holds a ticket find their office by a token that cannot be guessed, and nothing else.
grant select (office_id, id, kind, token_hash, revoked_at) on queue_devices to motcua_public;
grant select (office_id, token) on tickets to motcua_public;
create policy public_reading on queue_devices for select to motcua_public using (revoked_at is null);
create policy public_reading on tickets for select to motcua_public using (true);
