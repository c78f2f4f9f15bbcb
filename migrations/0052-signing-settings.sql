-- How the office signs: where timestamps come from.

create table signing_settings (
  office_id uuid primary key references offices (office_id),
  revision integer not null check (revision > 0),
  timestamp_address text not null,
  timestamp_seconds integer not null check (timestamp_seconds between 1 and 60),
  changed_at timestamptz not null,
  changed_by uuid not null,
  foreign key (office_id, changed_by) references staff_members (office_id, id)
);
comment on table signing_settings is 'Thiết lập ký số of an office: the server of timestamps (RFC 3161), empty for none, and how long a signature waits for it.';

alter table signing_settings enable row level security;
alter table signing_settings force row level security;
create policy office on signing_settings to motcua_app
  using (office_id = nullif(current_setting('app.office', true), '')::uuid)
  with check (office_id = nullif(current_setting('app.office', true), '')::uuid);
grant select, insert, update on signing_settings to motcua_app;
select cover_practice();
