-- Outgoing documents (văn bản đi, NĐ 30/2020/NĐ-CP Điều 7–19) from draft to issue, who may sign them, and internal matters:
-- submissions, meetings with rooms, votes in writing.

create table outgoing_settings (
  office_id uuid not null references offices (office_id),
  valid_from date not null,
  agency_symbol text not null,
  collective_name text not null,
  head_post text not null,
  series_rule jsonb not null,
  decision text not null,
  set_at timestamptz not null,
  set_by uuid not null,
  primary key (office_id, valid_from)
);
comment on table outgoing_settings is 'How the office counts and names its documents, from a day on: the decision of its head (Điều 15).';

create table outgoing_units (
  office_id uuid not null,
  unit_id uuid not null,
  symbol text not null,
  head_id uuid,
  primary key (office_id, unit_id),
  foreign key (office_id, unit_id) references units (office_id, id),
  foreign key (office_id, head_id) references staff_members (office_id, id)
);
comment on table outgoing_units is 'Symbol of a unit in the symbols of letters, and its head, who answers for the content of its drafts.';

create table outgoing_authorities (
  office_id uuid not null,
  id uuid not null,
  staff_id uuid not null,
  kind text not null check (kind in ('head', 'acting', 'deputy', 'order', 'delegated')),
  post text not null,
  type_codes text[] not null default '{}',
  scope text not null default '',
  paper text not null default '',
  granted_by uuid,
  starts_on date not null,
  ends_on date,
  revoked_on date,
  revoked_reason text not null default '',
  added_at timestamptz not null,
  added_by uuid not null,
  primary key (office_id, id),
  foreign key (office_id, staff_id) references staff_members (office_id, id),
  foreign key (office_id, granted_by) references staff_members (office_id, id),
  check (ends_on is null or ends_on >= starts_on),
  check (kind <> 'delegated' or (ends_on is not null and paper <> '' and scope <> '' and granted_by is not null)),
  check (kind <> 'order' or (paper <> '' and granted_by is not null)),
  check (granted_by is null or granted_by <> staff_id)
);
create index outgoing_authorities_staff on outgoing_authorities (office_id, staff_id, starts_on);
comment on table outgoing_authorities is 'Thẩm quyền ký: who may sign, from when to when, for which types (none named: all), under which paper. Never edited, only revoked.';

create table outgoing_documents (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  state text not null check (state in ('draft', 'unit_review', 'form_check', 'for_signing', 'approved', 'signed', 'issued', 'recalled', 'replaced', 'cancelled')),
  type_code text not null,
  subject text not null collate vietnamese,
  content jsonb not null,
  file_id uuid,
  restricted boolean not null,
  urgency text not null,
  unit_id uuid,
  drafter_id uuid not null,
  signer_id uuid,
  authority_id uuid,
  replies_to uuid[] not null default '{}',
  reply_by date,
  version integer not null default 1,
  revision integer not null default 1,
  series text,
  year smallint,
  number integer,
  symbol text,
  dated_on date,
  printed_with jsonb,
  signed_as text check (signed_as in ('paper', 'digital')),
  signed_at timestamptz,
  signed_file_id uuid,
  issued_at timestamptz,
  issued_by uuid,
  closing_reason text not null default '',
  corrected_by uuid,
  replaced_by uuid,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  search_text text not null,
  primary key (office_id, id),
  foreign key (office_id, file_id) references files (office_id, id),
  foreign key (office_id, unit_id) references units (office_id, id),
  foreign key (office_id, drafter_id) references staff_members (office_id, id),
  foreign key (office_id, signer_id) references staff_members (office_id, id),
  foreign key (office_id, authority_id) references outgoing_authorities (office_id, id),
  foreign key (office_id, signed_file_id) references files (office_id, id),
  foreign key (office_id, corrected_by) references outgoing_documents (office_id, id),
  foreign key (office_id, replaced_by) references outgoing_documents (office_id, id),
  check ((number is null) = (dated_on is null)),
  check ((number is null) = (printed_with is null)),
  check (state not in ('approved', 'signed', 'issued', 'recalled', 'replaced') or number is not null),
  check (state not in ('draft', 'unit_review', 'form_check', 'for_signing') or number is null),
  check (state not in ('signed', 'issued', 'recalled', 'replaced') or signed_as is not null),
  check ((state in ('issued', 'recalled', 'replaced')) = (issued_at is not null))
);
create index outgoing_documents_changed on outgoing_documents (office_id, changed_at desc, id desc);
create index outgoing_documents_open on outgoing_documents (office_id, state, changed_at) where state in ('draft', 'unit_review', 'form_check', 'for_signing', 'approved', 'signed');
create index outgoing_documents_drafter on outgoing_documents (office_id, drafter_id, changed_at desc);
create index outgoing_documents_register on outgoing_documents (office_id, dated_on, number) where number is not null;
create index outgoing_documents_replies on outgoing_documents using gin (replies_to);
create index outgoing_documents_search on outgoing_documents using gin (search_text gin_trgm_ops);
comment on table outgoing_documents is 'Văn bản đi, from draft to issue and after. What it was printed with is kept from its number on, so that it always prints alike.';
comment on column outgoing_documents.replies_to is 'Incoming documents that it answers; noted at each of them when it is issued.';

create table outgoing_numbers (
  office_id uuid not null,
  series text not null,
  year smallint not null,
  number integer not null,
  symbol text not null,
  document_id uuid not null,
  dated_on date not null,
  taken_at timestamptz not null,
  taken_by uuid not null,
  cancelled_at timestamptz,
  cancelled_by uuid,
  cancel_reason text not null default '',
  primary key (office_id, series, year, number),
  unique (office_id, year, number, symbol),
  foreign key (office_id, document_id) references outgoing_documents (office_id, id),
  check ((cancelled_at is null) = (cancel_reason = ''))
);
create unique index outgoing_numbers_document on outgoing_numbers (office_id, document_id) where cancelled_at is null;
comment on table outgoing_numbers is 'Every number ever given, without a gap per series and year. One given up stays, with its reason, and is never given again.';

create table outgoing_versions (
  office_id uuid not null,
  document_id uuid not null,
  version integer not null,
  content jsonb not null,
  file_id uuid,
  saved_at timestamptz not null,
  saved_by uuid not null,
  saved_by_name text not null,
  primary key (office_id, document_id, version),
  foreign key (office_id, document_id) references outgoing_documents (office_id, id),
  foreign key (office_id, file_id) references files (office_id, id)
);
comment on table outgoing_versions is 'Each draft as it was saved, for its differences.';

create table outgoing_events (
  office_id uuid not null,
  document_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  kind text not null,
  actor_id uuid,
  actor_name text not null,
  actor_post text not null,
  words text not null,
  version integer not null,
  primary key (office_id, document_id, id),
  foreign key (office_id, document_id) references outgoing_documents (office_id, id)
);
comment on table outgoing_events is 'Steps and comments in the life of an outgoing document, in their order.';

create table outgoing_sendings (
  office_id uuid not null,
  document_id uuid not null,
  id uuid not null,
  recipient text not null,
  way text not null check (way in ('hand', 'post', 'email', 'interchange')),
  sent_on date not null,
  copies smallint not null check (copies > 0),
  envelopes smallint not null default 0,
  received_by text not null default '',
  note text not null default '',
  sent_at timestamptz not null,
  sent_by uuid not null,
  primary key (office_id, document_id, id),
  foreign key (office_id, document_id) references outgoing_documents (office_id, id)
);
create index outgoing_sendings_day on outgoing_sendings (office_id, sent_on, id);
comment on table outgoing_sendings is 'To whom an issued document was sent, how and when (chuyển phát văn bản đi, Điều 18).';

create table internal_submissions (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  subject text not null collate vietnamese,
  words text not null,
  proposal text not null,
  submitted_by uuid not null,
  submitted_to uuid not null,
  submitted_at timestamptz not null,
  file_ids uuid[] not null default '{}',
  state text not null check (state in ('waiting', 'agreed', 'refused', 'returned')),
  answer text not null default '',
  answered_at timestamptz,
  revision integer not null default 1,
  primary key (office_id, id),
  foreign key (office_id, submitted_by) references staff_members (office_id, id),
  foreign key (office_id, submitted_to) references staff_members (office_id, id),
  check ((state = 'waiting') = (answered_at is null)),
  check (submitted_by <> submitted_to)
);
create index internal_submissions_waiting on internal_submissions (office_id, submitted_to, submitted_at) where state = 'waiting';
create index internal_submissions_own on internal_submissions (office_id, submitted_by, submitted_at desc);
comment on table internal_submissions is 'Phiếu trình: what an officer asks a leader to decide inside the office, and the answer.';

create table internal_rooms (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  name text not null collate vietnamese,
  seats smallint not null check (seats > 0),
  retired boolean not null default false,
  primary key (office_id, id),
  unique (office_id, name)
);
comment on table internal_rooms is 'Meeting rooms; the row is the lock of its bookings.';

create table internal_meetings (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  subject text not null collate vietnamese,
  agenda text not null,
  room_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  chair_id uuid not null,
  guests text not null default '',
  invited_by uuid not null,
  sequence integer not null default 0,
  state text not null check (state in ('called', 'cancelled')),
  cancel_reason text not null default '',
  changed_at timestamptz not null,
  primary key (office_id, id),
  foreign key (office_id, room_id) references internal_rooms (office_id, id),
  foreign key (office_id, chair_id) references staff_members (office_id, id),
  foreign key (office_id, invited_by) references staff_members (office_id, id),
  check (ends_at > starts_at)
);
create index internal_meetings_room on internal_meetings (office_id, room_id, starts_at) where state = 'called';
create index internal_meetings_time on internal_meetings (office_id, starts_at, id);
comment on table internal_meetings is 'Meetings called, with room and time; sequence counts the changes told to calendars (RFC 5545).';

create table internal_meeting_people (
  office_id uuid not null,
  meeting_id uuid not null,
  staff_id uuid not null,
  answer text not null default '' check (answer in ('', 'comes', 'absent')),
  words text not null default '',
  primary key (office_id, meeting_id, staff_id),
  foreign key (office_id, meeting_id) references internal_meetings (office_id, id),
  foreign key (office_id, staff_id) references staff_members (office_id, id)
);
create index internal_meeting_people_staff on internal_meeting_people (office_id, staff_id);
comment on table internal_meeting_people is 'Who of the office is invited to a meeting and what they answered.';

create table internal_votes (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  question text not null collate vietnamese,
  words text not null,
  options jsonb not null,
  deadline timestamptz not null,
  opened_by uuid not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  result jsonb,
  seal text,
  primary key (office_id, id),
  foreign key (office_id, opened_by) references staff_members (office_id, id),
  check ((closed_at is null) = (result is null)),
  check ((closed_at is null) = (seal is null))
);
create index internal_votes_open on internal_votes (office_id, deadline) where closed_at is null;
comment on table internal_votes is 'Phiếu lấy ý kiến: a vote in writing; its result is written once, when it is closed, with a digest over all ballots.';

create table internal_ballots (
  office_id uuid not null,
  vote_id uuid not null,
  voter_id uuid not null,
  choice smallint,
  words text not null default '',
  cast_at timestamptz,
  primary key (office_id, vote_id, voter_id),
  foreign key (office_id, vote_id) references internal_votes (office_id, id),
  foreign key (office_id, voter_id) references staff_members (office_id, id),
  check ((choice is null) = (cast_at is null))
);
create index internal_ballots_voter on internal_ballots (office_id, voter_id) where cast_at is null;
comment on table internal_ballots is 'Who is asked and, once cast, what they chose; cast once and not shown to anybody before the vote is closed.';

do $$
declare
  t text;
begin
  foreach t in array array['outgoing_settings', 'outgoing_units', 'outgoing_authorities', 'outgoing_documents', 'outgoing_numbers',
    'outgoing_versions', 'outgoing_events', 'outgoing_sendings', 'internal_submissions', 'internal_rooms', 'internal_meetings',
    'internal_meeting_people', 'internal_votes', 'internal_ballots'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy office on %I to motcua_app using (office_id = nullif(current_setting(''app.office'', true), '''')::uuid) '
      'with check (office_id = nullif(current_setting(''app.office'', true), '''')::uuid)', t);
    execute format('grant select, insert on %I to motcua_app', t);
  end loop;
end
$$;
grant update on outgoing_units, outgoing_authorities, outgoing_documents, outgoing_numbers, outgoing_sendings,
  internal_submissions, internal_rooms, internal_meetings, internal_meeting_people, internal_votes, internal_ballots to motcua_app;
grant update on outgoing_settings to motcua_app;
grant delete on internal_meeting_people to motcua_app;
select cover_practice();
