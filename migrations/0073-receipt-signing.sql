-- What was prepared of a receipt for a token: it counts for a quarter of an hour, and goes when the receipt is signed.

create table prepared_receipts (
  office_id uuid not null references offices (office_id),
  receipt_id uuid not null,
  member_id uuid not null,
  id uuid not null,
  xml text not null,
  to_sign bytea not null,
  scheme text not null check (scheme in ('rsa', 'ecdsa')),
  certificate bytea not null,
  signing_time timestamptz not null,
  expires_at timestamptz not null,
  primary key (office_id, receipt_id, member_id),
  unique (office_id, id),
  foreign key (office_id, receipt_id) references receipts (office_id, id),
  foreign key (office_id, member_id) references staff_members (office_id, id)
);
comment on table prepared_receipts is 'Biên lai chuẩn bị để ký: the XML with an empty signature and the text that the token signs, bound to the member and the certificate.';

alter table prepared_receipts enable row level security;
alter table prepared_receipts force row level security;
create policy office on prepared_receipts to motcua_app
  using (office_id = nullif(current_setting('app.office', true), '')::uuid)
  with check (office_id = nullif(current_setting('app.office', true), '')::uuid);
grant select, insert, update, delete on prepared_receipts to motcua_app;
select cover_practice();
