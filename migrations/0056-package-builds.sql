-- Packages for the archive are built by a job: who asked, how far it is, and where the finished package lies. The PDF/A of a
-- content is kept beside it, so that a build that was cut off goes on where it was.

create table file_renditions (
  office_id uuid not null references offices (office_id),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  file_id uuid not null,
  made_at timestamptz not null,
  primary key (office_id, sha256),
  foreign key (office_id, file_id) references files (office_id, id)
);
create unique index file_renditions_file on file_renditions (office_id, file_id);
comment on table file_renditions is 'The PDF/A (a file of its own) of a content that is no PDF, by the SHA-256 of that content.';

alter table work_file_packages
  add column sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  add column folder text not null default '',
  add column file_id uuid,
  add foreign key (office_id, file_id) references files (office_id, id);
create unique index work_file_packages_kept on work_file_packages (office_id, work_file_id) where file_id is not null;
create unique index work_file_packages_bytes on work_file_packages (office_id, file_id) where file_id is not null;
comment on column work_file_packages.sha256 is 'Of the whole ZIP file, its frame too; null for packages made before it was noted.';
comment on column work_file_packages.file_id is 'The ZIP file itself, while it is kept to be fetched: the latest of a work file, and not for ever.';

create table work_file_package_builds (
  office_id uuid not null,
  id uuid not null,
  work_file_id uuid not null,
  state text not null check (state in ('waiting', 'building', 'done', 'failed')),
  asked_at timestamptz not null,
  asked_by uuid not null,
  attempts integer not null default 0,
  rendered integer not null default 0,
  to_render integer not null default 0,
  ended_at timestamptz,
  fingerprint text,
  problem text not null default '',
  primary key (office_id, id),
  foreign key (office_id, work_file_id) references work_files (office_id, id),
  foreign key (office_id, asked_by) references staff_members (office_id, id),
  foreign key (office_id, fingerprint) references work_file_packages (office_id, fingerprint),
  check ((state in ('done', 'failed')) = (ended_at is not null)),
  check ((state = 'done') = (fingerprint is not null))
);
create unique index work_file_package_builds_open on work_file_package_builds (office_id, work_file_id)
  where state in ('waiting', 'building');
create index work_file_package_builds_file on work_file_package_builds (office_id, work_file_id, asked_at desc);
comment on table work_file_package_builds is 'Lần lập gói hồ sơ lưu trữ: asked for by somebody, carried out by a job with their rights; one at a time for a work file.';

do $$
declare
  t text;
begin
  foreach t in array array['file_renditions', 'work_file_package_builds'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy office on %I to motcua_app using (office_id = nullif(current_setting(''app.office'', true), '''')::uuid) '
      'with check (office_id = nullif(current_setting(''app.office'', true), '''')::uuid)', t);
  end loop;
end
$$;
grant select, insert, delete on file_renditions to motcua_app;
grant select, insert on work_file_package_builds to motcua_app;
grant update (state, attempts, rendered, to_render, ended_at, fingerprint, problem) on work_file_package_builds to motcua_app;
grant update (sha256, folder, file_id) on work_file_packages to motcua_app;
select cover_practice();
