-- Incoming documents given to a unit whose head names the person, the time within which an urgent one reaches the leader, and the
-- notices of votes.

create table incoming_settings (
  office_id uuid not null references offices (office_id),
  valid_from date not null,
  urgent_minutes integer not null check (urgent_minutes between 1 and 10080),
  very_urgent_minutes integer not null check (very_urgent_minutes between 1 and 10080),
  most_urgent_minutes integer not null check (most_urgent_minutes between 1 and 10080),
  decision text not null,
  set_at timestamptz not null,
  set_by uuid not null,
  primary key (office_id, valid_from),
  check (most_urgent_minutes <= very_urgent_minutes and very_urgent_minutes <= urgent_minutes)
);
comment on table incoming_settings is 'From a day on: within how many minutes of its registration an urgent document (khẩn, thượng khẩn, hỏa tốc) needs a direction. The decree says immediately; the figures are the office''s own.';

alter table incoming_alerts drop constraint incoming_alerts_kind_check;
alter table incoming_alerts add constraint incoming_alerts_kind_check check (kind in ('undirected', 'urgent_late', 'due_soon', 'late'));

alter table incoming_directions add column unit_id uuid;
alter table incoming_directions add foreign key (office_id, unit_id) references units (office_id, id);
comment on column incoming_directions.unit_id is 'The unit to which the leader gave it; the lead of the direction is then its head of that day.';

alter table incoming_recipients drop constraint incoming_recipients_part_check;
alter table incoming_recipients add constraint incoming_recipients_part_check check (part in ('lead', 'head', 'coordinate', 'inform'));

create table incoming_assignments (
  office_id uuid not null,
  incoming_id uuid not null,
  id uuid not null,
  direction_id uuid not null,
  staff_id uuid not null,
  due_on date,
  words text not null,
  assigned_at timestamptz not null,
  assigned_by uuid not null,
  ended_at timestamptz,
  ended_as text check (ended_as in ('replaced', 'returned')),
  ended_words text not null default '',
  primary key (office_id, incoming_id, id),
  foreign key (office_id, incoming_id, direction_id) references incoming_directions (office_id, incoming_id, id),
  foreign key (office_id, staff_id) references staff_members (office_id, id),
  foreign key (office_id, assigned_by) references staff_members (office_id, id),
  check ((ended_at is null) = (ended_as is null)),
  check (staff_id <> assigned_by)
);
create unique index incoming_assignments_one on incoming_assignments (office_id, incoming_id) where ended_at is null;
comment on table incoming_assignments is 'Ý kiến của lãnh đạo đơn vị: whom the head of the unit named to lead, until when; at most one in force.';

alter table internal_votes add column reminded_at timestamptz;
comment on column internal_votes.reminded_at is 'When those who had not answered were told that a day is left.';

-- Files of submissions are from now on read through the submission alone.
alter table files no force row level security;
alter table internal_submissions no force row level security;
update files f set guarded = true from internal_submissions s
  where f.office_id = s.office_id and f.id = any(s.file_ids) and not f.guarded;
alter table files force row level security;
alter table internal_submissions force row level security;

do $$
declare
  t text;
begin
  foreach t in array array['incoming_settings', 'incoming_assignments'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy office on %I to motcua_app using (office_id = nullif(current_setting(''app.office'', true), '''')::uuid) '
      'with check (office_id = nullif(current_setting(''app.office'', true), '''')::uuid)', t);
    execute format('grant select, insert, update on %I to motcua_app', t);
  end loop;
end
$$;
select cover_practice();
