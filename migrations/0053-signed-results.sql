-- Results of dossiers are signed by who approved them, then by the office.

alter table signing_requests drop constraint signing_requests_purpose_check;
alter table signing_requests add constraint signing_requests_purpose_check
  check (purpose in ('outgoing_signature', 'outgoing_seal', 'result_signature', 'result_seal'));

alter table dossier_results
  add column signer_file_id uuid,
  add column sealed_at timestamptz,
  add foreign key (office_id, signer_file_id) references files (office_id, id);
comment on column dossier_results.signer_file_id is 'Signed by who approved it and not yet by the office: no citizen sees it. With the office''s signature it goes into signed_file_id.';
