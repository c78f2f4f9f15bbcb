-- Signatures made with a token from the page: the pictures they show, and files prepared for them.

create table signature_pictures (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  member_id uuid,
  file_id uuid not null,
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  put_at timestamptz not null,
  put_by uuid not null,
  dropped_at timestamptz,
  primary key (office_id, id),
  foreign key (office_id, member_id) references staff_members (office_id, id),
  foreign key (office_id, file_id) references files (office_id, id),
  foreign key (office_id, put_by) references staff_members (office_id, id)
);
create unique index signature_pictures_used on signature_pictures (office_id, member_id) nulls not distinct
  where dropped_at is null;
comment on table signature_pictures is 'Hình chữ ký, con dấu: what a signature shows on the page, of a member or (member_id null) of the office. One in use; the earlier ones stay.';

create table prepared_signatures (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  request_id uuid not null,
  member_id uuid not null,
  file_id uuid not null,
  contents_start integer not null,
  contents_end integer not null,
  attributes bytea not null,
  certificate bytea not null,
  chain bytea[] not null,
  prepared_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (office_id, id),
  foreign key (office_id, request_id) references signing_requests (office_id, id),
  foreign key (office_id, member_id) references staff_members (office_id, id),
  foreign key (office_id, file_id) references files (office_id, id),
  check (contents_start < contents_end and prepared_at < expires_at)
);
create index prepared_signatures_request on prepared_signatures (office_id, request_id);
comment on table prepared_signatures is 'Tệp đã chuẩn bị để ký bằng thiết bị: a file given out with an empty signature in it, whose attributes went to the token of one member and count until expires_at, once: then the row is gone.';

alter table signature_pictures enable row level security;
alter table signature_pictures force row level security;
create policy office on signature_pictures to motcua_app
  using (office_id = nullif(current_setting('app.office', true), '')::uuid)
  with check (office_id = nullif(current_setting('app.office', true), '')::uuid);
grant select, insert on signature_pictures to motcua_app;
grant update (dropped_at) on signature_pictures to motcua_app;

alter table prepared_signatures enable row level security;
alter table prepared_signatures force row level security;
create policy office on prepared_signatures to motcua_app
  using (office_id = nullif(current_setting('app.office', true), '')::uuid)
  with check (office_id = nullif(current_setting('app.office', true), '')::uuid);
grant select, insert, delete on prepared_signatures to motcua_app;
select cover_practice();
