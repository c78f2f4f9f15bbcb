-- The slip that travels with paper dossiers, and how often a paper was printed.

alter table dossier_papers
  add column printed_count integer not null default 0,
  add column printed_at timestamptz,
  add column printed_by text not null default '';
comment on column dossier_papers.printed_count is 'How often it was opened for printing; every time after the first is a reprint.';

create table handover_slips (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  code text not null,
  year smallint not null,
  number integer not null check (number > 0),
  to_unit_id uuid,
  to_name text not null collate vietnamese,
  to_code text not null default '',
  note text not null default '',
  created_at timestamptz not null,
  created_by uuid not null,
  closed_at timestamptz,
  revision integer not null default 1,
  facts jsonb not null,
  primary key (office_id, id),
  unique (office_id, code),
  unique (office_id, year, number),
  foreign key (office_id, to_unit_id) references units (office_id, id),
  foreign key (office_id, created_by) references staff_members (office_id, id)
);
create index handover_slips_newest on handover_slips (office_id, created_at desc, id);
comment on table handover_slips is 'Phiếu bàn giao hồ sơ: the paper that travels with dossiers to a unit or another agency. facts is what it was printed from; closed_at is when nothing on it was under way any more.';

create table handover_slip_items (
  office_id uuid not null,
  slip_id uuid not null,
  ordinal smallint not null,
  dossier_id uuid not null,
  handover_sequence smallint,
  state text not null check (state in ('sent', 'received', 'missing')),
  answered_at timestamptz,
  answered_by uuid,
  note text not null default '',
  primary key (office_id, slip_id, ordinal),
  unique (office_id, slip_id, dossier_id),
  foreign key (office_id, slip_id) references handover_slips (office_id, id),
  foreign key (office_id, dossier_id) references dossiers (office_id, id),
  foreign key (office_id, answered_by) references staff_members (office_id, id),
  check ((state = 'sent') = (answered_at is null))
);
create unique index handover_slip_items_under_way on handover_slip_items (office_id, dossier_id) where state = 'sent';
create index handover_slip_items_of on handover_slip_items (office_id, dossier_id);
comment on table handover_slip_items is 'Dossiers on a slip and what the receiving side found; handover_sequence is the step hand-over (dossier_handovers) that the paper followed. A dossier is under way on one slip at most.';

alter table handover_slips enable row level security;
alter table handover_slips force row level security;
create policy office on handover_slips to motcua_app using (office_id = nullif(current_setting('app.office', true), '')::uuid)
  with check (office_id = nullif(current_setting('app.office', true), '')::uuid);
grant select, insert, update on handover_slips to motcua_app;

alter table handover_slip_items enable row level security;
alter table handover_slip_items force row level security;
create policy office on handover_slip_items to motcua_app using (office_id = nullif(current_setting('app.office', true), '')::uuid)
  with check (office_id = nullif(current_setting('app.office', true), '')::uuid);
grant select, insert, update on handover_slip_items to motcua_app;
