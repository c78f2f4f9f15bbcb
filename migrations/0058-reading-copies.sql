-- Toàn văn hồ sơ: all documents of a work file in the order of their dates as one PDF, with the metadata as XML beside it, for
-- whoever reads or takes them along. Built by the same job as packages for the archive; of no evidence, and not kept for long.

alter table work_file_package_builds
  add column form text not null default 'package' check (form in ('package', 'reading')),
  add column file_id uuid,
  add foreign key (office_id, file_id) references files (office_id, id),
  drop constraint work_file_package_builds_check1,
  add constraint work_file_package_builds_made check (case form
    when 'package' then (state = 'done') = (fingerprint is not null) and file_id is null
    else fingerprint is null and (file_id is null or state = 'done') end);
drop index work_file_package_builds_open;
create unique index work_file_package_builds_open on work_file_package_builds (office_id, work_file_id, form)
  where state in ('waiting', 'building');
create unique index work_file_package_builds_bytes on work_file_package_builds (office_id, file_id) where file_id is not null;
comment on column work_file_package_builds.form is 'package: gói nộp lưu trữ; reading: toàn văn, one PDF with XML.';
comment on column work_file_package_builds.file_id is 'The reading copy, while it is kept to be fetched; that of a package stands with the package.';
grant update (file_id) on work_file_package_builds to motcua_app;
select cover_practice();
