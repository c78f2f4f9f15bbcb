-- Equipment of the desks and units, and how much their scanners have to do.

create table equipment (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  kind text not null check (kind in ('scanner', 'computer', 'printer', 'kiosk', 'ups', 'other')),
  name text not null check (name <> '') collate vietnamese,
  asset_number text not null,
  serial_number text not null,
  desk_id uuid,
  unit_id uuid,
  sheets_per_minute smallint check (sheets_per_minute between 1 and 300),
  feeder boolean,
  two_sided boolean,
  bought_on date,
  price_vnd bigint check (price_vnd between 0 and 100000000000),
  note text not null,
  state text not null check (state in ('in_use', 'broken', 'in_repair', 'written_off')),
  state_since date not null,
  state_reason text not null,
  revision integer not null default 1 check (revision > 0),
  added_at timestamptz not null,
  added_by uuid not null,
  primary key (office_id, id),
  foreign key (office_id, desk_id) references desks (office_id, id),
  foreign key (office_id, unit_id) references units (office_id, id),
  foreign key (office_id, added_by) references staff_members (office_id, id),
  check (num_nonnulls(desk_id, unit_id) = 1),
  check (num_nonnulls(sheets_per_minute, feeder, two_sided) = case kind when 'scanner' then 3 else 0 end),
  check (state <> 'written_off' or state_reason <> '')
);
create unique index equipment_asset_number on equipment (office_id, lower(asset_number)) where asset_number <> '';
comment on table equipment is 'Trang thiết bị: what stands at a desk or in a unit, since when it is in its state, and of scanners how many sheets they take a minute. Written off, never deleted.';

create table equipment_changes (
  office_id uuid not null,
  equipment_id uuid not null,
  revision integer not null,
  kind text not null check (kind in ('added', 'changed', 'state')),
  state text not null,
  on_day date not null,
  reason text not null,
  changes jsonb not null,
  at timestamptz not null,
  made_by uuid not null,
  made_by_name text not null,
  primary key (office_id, equipment_id, revision),
  foreign key (office_id, equipment_id) references equipment (office_id, id),
  foreign key (office_id, made_by) references staff_members (office_id, id)
);
comment on table equipment_changes is 'What was noted of a piece of equipment and by whom: its addition, each correction (name of the field → before and after), each change of state with the day from which it holds.';

create table equipment_settings (
  office_id uuid primary key references offices (office_id),
  revision integer not null check (revision > 0),
  usable_percent smallint not null check (usable_percent between 1 and 100),
  pages_by_hand smallint not null check (pages_by_hand between 1 and 5000),
  changed_at timestamptz not null,
  changed_by uuid not null,
  foreign key (office_id, changed_by) references staff_members (office_id, id)
);
comment on table equipment_settings is 'By what the load of scanners is judged: the share of working time in which one can scan, and the most pages a day that are laid on the glass one by one (a scanner without feeder).';

create table scanned_pages (
  office_id uuid not null references offices (office_id),
  file_id uuid not null,
  pages integer check (pages > 0),
  counted_at timestamptz not null,
  primary key (office_id, file_id),
  foreign key (office_id, file_id) references files (office_id, id) on delete cascade
);
comment on table scanned_pages is 'How many pages a file of a dossier has, counted once from the file; null: it could not be read.';

do $$
declare
  t text;
begin
  foreach t in array array['equipment', 'equipment_changes', 'equipment_settings', 'scanned_pages'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy office on %I to motcua_app using (office_id = nullif(current_setting(''app.office'', true), '''')::uuid) '
      'with check (office_id = nullif(current_setting(''app.office'', true), '''')::uuid)', t);
    execute format('grant select, insert on %I to motcua_app', t);
  end loop;
end
$$;
grant update on equipment, equipment_settings to motcua_app;
select cover_practice();
