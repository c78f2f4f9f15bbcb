-- Electronic copies (bản sao y) of incoming documents, signed by the office (NĐ 30/2020/NĐ-CP Điều 25–27).

alter table signing_requests drop constraint signing_requests_purpose_check;
alter table signing_requests add constraint signing_requests_purpose_check
  check (purpose in ('outgoing_signature', 'outgoing_seal', 'result_signature', 'result_seal', 'copy_seal'));

alter table incoming_files drop constraint incoming_files_kind_check;
alter table incoming_files add constraint incoming_files_kind_check check (kind in ('document', 'stamped', 'copy'));

create table document_copies (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  incoming_id uuid not null,
  source_file_id uuid not null,
  decided_by uuid not null,
  asked_at timestamptz not null,
  asked_by uuid not null,
  dropped_at timestamptz,
  year smallint,
  number integer,
  symbol text,
  signed_file_id uuid,
  signed_at timestamptz,
  primary key (office_id, id),
  unique (office_id, year, number),
  foreign key (office_id, incoming_id, source_file_id) references incoming_files (office_id, incoming_id, file_id),
  foreign key (office_id, incoming_id, signed_file_id) references incoming_files (office_id, incoming_id, file_id),
  foreign key (office_id, decided_by) references staff_members (office_id, id),
  foreign key (office_id, asked_by) references staff_members (office_id, id),
  check (num_nulls(year, number, symbol, signed_file_id, signed_at) in (0, 5)),
  check (dropped_at is null or signed_at is null)
);
create unique index document_copies_waiting on document_copies (office_id, source_file_id) where signed_at is null and dropped_at is null;
comment on table document_copies is 'Bản sao y điện tử: who allowed it, and, once the office has signed it, its number among the copies of the year.';

alter table document_copies enable row level security;
alter table document_copies force row level security;
create policy office on document_copies to motcua_app
  using (office_id = nullif(current_setting('app.office', true), '')::uuid)
  with check (office_id = nullif(current_setting('app.office', true), '')::uuid);
grant select, insert, update on document_copies to motcua_app;
select cover_practice();
