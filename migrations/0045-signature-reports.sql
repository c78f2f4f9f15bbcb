-- What was found of the signatures of a file, each time that it was looked at.

create table signature_reports (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  file_id uuid not null,
  agency text not null,
  verdict text check (verdict in ('valid', 'invalid', 'unchecked')),
  report jsonb not null,
  checked_at timestamptz not null,
  checked_by text not null,
  primary key (office_id, id),
  foreign key (office_id, file_id) references files (office_id, id)
);
create index signature_reports_latest on signature_reports (office_id, file_id, checked_at desc);
comment on table signature_reports is 'Kết quả kiểm tra chữ ký số kept with the file (TT 15/2025/TT-BKHCN): never changed, a later look is a further row. verdict is null where nothing is signed.';

alter table signature_reports enable row level security;
alter table signature_reports force row level security;
create policy office on signature_reports to motcua_app
  using (office_id = nullif(current_setting('app.office', true), '')::uuid)
  with check (office_id = nullif(current_setting('app.office', true), '')::uuid);
grant select, insert on signature_reports to motcua_app;
select cover_practice();
