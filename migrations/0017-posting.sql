-- Posting of procedures (niêm yết): what visitors may read of the catalogue, the printed sheets that hang on the board,
-- who checked which procedure against its source, the legal texts they rest on, and what has to be looked at again.

create extension if not exists btree_gin;
-- The office stands first: in an installation of many, a common word would otherwise find the rows of all.
create index procedure_versions_search on procedure_versions using gin (office_id, search_text gin_trgm_ops) with (fastupdate = off);
create index procedure_versions_name on procedure_versions (office_id, name, procedure_id);

create table posting_settings (
  office_id uuid primary key references offices (office_id),
  check_days integer not null default 30 check (check_days between 1 and 365),
  feedback_agency text not null default '',
  feedback_address text not null default '',
  feedback_phone text not null default '',
  feedback_email text not null default '',
  feedback_web text not null default ''
);
comment on table posting_settings is 'What is posted beside every procedure: where to send phản ánh, kiến nghị; and after how many days a procedure has to be checked again.';

create table legal_texts (
  office_id uuid not null references offices (office_id),
  number text not null,
  title text not null default '',
  issuer text not null default '',
  issued_on date,
  effective_from date,
  expired_on date,
  replaced_by text,
  confidence text not null default 'check' check (confidence in ('verified', 'known', 'check')),
  note text not null default '',
  primary key (office_id, number),
  check (effective_from is null or expired_on is null or expired_on >= effective_from)
);
comment on table legal_texts is 'Legal texts that procedures rest on (căn cứ pháp lý); expired_on is the first day on which the text no longer holds; null is not known.';

create table procedure_checks (
  office_id uuid not null,
  id uuid not null,
  procedure_id uuid not null,
  version integer not null,
  checked_at timestamptz not null,
  checked_by uuid,
  source text not null,
  result text not null check (result in ('unchanged', 'changed')),
  note text not null default '',
  primary key (office_id, id),
  foreign key (office_id, procedure_id, version) references procedure_versions (office_id, procedure_id, version)
);
create index procedure_checks_latest on procedure_checks (office_id, procedure_id, checked_at desc);
comment on table procedure_checks is 'Who compared which procedure with its source, when, and what came of it.';

create table procedure_flags (
  office_id uuid not null,
  procedure_id uuid not null,
  reason text not null check (reason in ('not_checked', 'basis_expired', 'source_changed')),
  legal_text text not null default '',
  since date not null,
  primary key (office_id, procedure_id, reason, legal_text),
  foreign key (office_id, procedure_id) references procedures (office_id, id)
);
comment on table procedure_flags is 'Procedures to be looked at again, and why; kept by the daily job and by every command that changes a cause.';

create table posted_sheets (
  office_id uuid not null,
  id uuid not null,
  procedure_id uuid not null,
  version integer not null,
  place text not null,
  printed_at timestamptz not null,
  printed_by uuid,
  hung_at timestamptz,
  hung_by uuid,
  removed_at timestamptz,
  removed_by uuid,
  primary key (office_id, id),
  foreign key (office_id, procedure_id, version) references procedure_versions (office_id, procedure_id, version)
);
create unique index posted_sheets_once on posted_sheets (office_id, procedure_id, place, version) where removed_at is null;
comment on table posted_sheets is 'Printed sheets of procedures: printed, hung at a place, taken down. What hangs of another version is out of date.';

do $$
declare
  t text;
begin
  foreach t in array array['posting_settings', 'legal_texts', 'procedure_checks', 'procedure_flags', 'posted_sheets'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy office on %I to motcua_app using (office_id = nullif(current_setting(''app.office'', true), '''')::uuid) '
      'with check (office_id = nullif(current_setting(''app.office'', true), '''')::uuid)', t);
    execute format('grant select, insert, update, delete on %I to motcua_app', t);
  end loop;
end
$$;
revoke update, delete on procedure_checks from motcua_app;

-- Visitors: procedures as the law has them posted. Not the internal process, notes and remarks of the office, and nothing
-- that nobody has confirmed yet.
grant select (agency_code) on offices to motcua_public;
grant select (office_id, code, name) on fields to motcua_public;
grant select (office_id, id, key, code, field_code, closed_on) on procedures to motcua_public;
grant select (office_id, procedure_id, version, valid_from, valid_to, name, search_text, time_limit_amount, time_limit_unit,
  cases, form, agencies, posting, fees, result, legal_basis, decision, confidence, created_at) on procedure_versions to motcua_public;
grant select (office_id, number, title, issuer, issued_on, effective_from, expired_on, replaced_by) on legal_texts to motcua_public;
grant select (office_id, procedure_id, checked_at) on procedure_checks to motcua_public;
grant select (office_id, procedure_id, reason, legal_text, since) on procedure_flags to motcua_public;
grant select (office_id, feedback_agency, feedback_address, feedback_phone, feedback_email, feedback_web) on posting_settings to motcua_public;
create policy public_reading on fields for select to motcua_public using (true);
create policy public_reading on procedures for select to motcua_public using (true);
create policy public_reading on procedure_versions for select to motcua_public using (confidence <> 'check');
create policy public_reading on legal_texts for select to motcua_public using (true);
create policy public_reading on procedure_checks for select to motcua_public using (true);
create policy public_reading on procedure_flags for select to motcua_public using (true);
create policy public_reading on posting_settings for select to motcua_public using (true);
