-- Packages of work files for the archive (gói hồ sơ lưu trữ): what was made, so that any package that comes back is known by its
-- fingerprint, and which one lay before the archive when it took the file over.

create table work_file_packages (
  office_id uuid not null,
  work_file_id uuid not null,
  fingerprint text not null check (fingerprint ~ '^[0-9a-f]{64}$'),
  documents integer not null check (documents >= 0),
  files integer not null check (files >= 0),
  bytes bigint not null check (bytes > 0),
  made_at timestamptz not null,
  made_by uuid not null,
  primary key (office_id, fingerprint),
  foreign key (office_id, work_file_id) references work_files (office_id, id),
  foreign key (office_id, made_by) references staff_members (office_id, id)
);
create index work_file_packages_file on work_file_packages (office_id, work_file_id, made_at desc);
comment on table work_file_packages is 'Gói hồ sơ lưu trữ that was made of a work file: its fingerprint (SHA-256 of the last manifest) says whether a package is this one.';

alter table work_file_handover_items add column fingerprint text check (fingerprint ~ '^[0-9a-f]{64}$');
comment on column work_file_handover_items.fingerprint is 'Of the package that was the latest when the archive received the file; null where there was none.';

alter table work_file_packages enable row level security;
alter table work_file_packages force row level security;
create policy office on work_file_packages to motcua_app
  using (office_id = nullif(current_setting('app.office', true), '')::uuid)
  with check (office_id = nullif(current_setting('app.office', true), '')::uuid);
grant select, insert on work_file_packages to motcua_app;
grant update on work_file_handover_items to motcua_app;
select cover_practice();
