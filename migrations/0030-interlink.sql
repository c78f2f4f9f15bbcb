-- Một cửa liên thông: partner agencies, legs of a dossier with them, and the packages that travel.

create table interlink_partners (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  code text not null,
  name text not null collate vietnamese,
  kind text not null check (kind in ('tax', 'insurance', 'land', 'police', 'province', 'commune', 'other')),
  via text not null check (via in ('here', 'https', 'paper')),
  partner_office_id uuid,
  url text not null default '',
  valid_from date not null,
  valid_to date,
  signs_with text,
  revision integer not null default 1,
  primary key (office_id, id),
  unique (office_id, code),
  check (valid_to is null or valid_to >= valid_from),
  check ((via = 'here') = (partner_office_id is not null)),
  check ((via = 'https') = (url <> ''))
);
comment on table interlink_partners is 'Agencies (cơ quan phối hợp) with which dossiers are settled, and how each is reached: an office of this installation, an address with pinned keys, or on paper.';
comment on column interlink_partners.partner_office_id is 'The office of this installation. No foreign key: a row names another office but never reads it.';
comment on column interlink_partners.signs_with is 'Which of our keys this partner has acknowledged; packages to it are signed with that one until it knows a newer one.';

create table interlink_partner_keys (
  office_id uuid not null,
  partner_id uuid not null,
  key_id text not null check (key_id ~ '^[0-9a-f]{64}$'),
  public_key text not null,
  added_at timestamptz not null,
  added_by_name text not null,
  revoked_at timestamptz,
  primary key (office_id, partner_id, key_id),
  foreign key (office_id, partner_id) references interlink_partners (office_id, id)
);
comment on table interlink_partner_keys is 'Public keys (Ed25519) by which a partner is known: compared by an administrator, or announced by the partner under a key already pinned.';

create table interlink_keys (
  office_id uuid not null references offices (office_id),
  key_id text not null check (key_id ~ '^[0-9a-f]{64}$'),
  public_key text not null,
  private_key_sealed text not null,
  created_at timestamptz not null,
  retired_at timestamptz,
  primary key (office_id, key_id)
);
comment on table interlink_keys is 'Key pairs with which the office signs what it sends; the private half is sealed with the secret of the installation. A retired key still signs for partners that know no newer one.';

create table interlink_legs (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  direction text not null check (direction in ('out', 'in')),
  partner_id uuid not null,
  partner_name text not null,
  dossier_id uuid,
  dossier_code text not null,
  procedure_name text not null,
  question text not null,
  content jsonb not null,
  via text not null check (via in ('here', 'https', 'paper')),
  state text not null check (state in ('sending', 'delivered', 'more', 'answered', 'declined', 'recalled', 'undelivered', 'new', 'taken')),
  sent_at timestamptz not null,
  due_at timestamptz not null,
  original_due_at timestamptz not null,
  promised_at timestamptz,
  delivered_at timestamptz,
  paused_since timestamptz,
  ended_at timestamptz,
  answer text not null default '',
  trouble text not null default '',
  slip_id uuid,
  slip_code text,
  holder_id uuid,
  sent_by_name text not null,
  out_sequence integer not null default 0,
  in_sequence integer not null default 0,
  late_noted_at timestamptz,
  revision integer not null default 1,
  primary key (office_id, id),
  foreign key (office_id, partner_id) references interlink_partners (office_id, id),
  foreign key (office_id, dossier_id) references dossiers (office_id, id),
  foreign key (office_id, slip_id) references handover_slips (office_id, id),
  foreign key (office_id, holder_id) references staff_members (office_id, id),
  check ((direction = 'out') = (dossier_id is not null)),
  check ((state in ('answered', 'declined', 'recalled')) = (ended_at is not null)),
  check ((state = 'more') = (paused_since is not null))
);
create index interlink_legs_dossier on interlink_legs (office_id, dossier_id) where dossier_id is not null;
create index interlink_legs_open on interlink_legs (office_id, direction, due_at, id) where ended_at is null;
create index interlink_legs_ended on interlink_legs (office_id, direction, ended_at desc, id) where ended_at is not null;
comment on table interlink_legs is 'One errand with a partner about one dossier: out, what we ask; in, what a partner asks us. Both sides know it by the id its sender gave. The clock of a leg stands still while the asked side waits for more.';
comment on column interlink_legs.due_at is 'By when an answer is asked for, moved only by the time the asked side waited for us; what is later is its own lateness.';
comment on column interlink_legs.promised_at is 'A later date that the asked side has announced. It moves no due time.';
comment on column interlink_legs.out_sequence is 'Packages of this leg we have sent; in_sequence: those of the other side that have had their effect, in order.';

create table interlink_leg_events (
  office_id uuid not null,
  leg_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  kind text not null,
  text text not null,
  author text not null,
  primary key (office_id, leg_id, id),
  foreign key (office_id, leg_id) references interlink_legs (office_id, id)
);
comment on table interlink_leg_events is 'What happened on a leg, on either side, in the words of whoever wrote it.';

create table interlink_leg_files (
  office_id uuid not null,
  leg_id uuid not null,
  event_id uuid not null,
  file_id uuid not null,
  label text not null,
  primary key (office_id, leg_id, event_id, file_id),
  foreign key (office_id, leg_id, event_id) references interlink_leg_events (office_id, leg_id, id),
  foreign key (office_id, file_id) references files (office_id, id)
);
comment on table interlink_leg_files is 'Files that travelled with an event of a leg, sent or received.';

create table interlink_packages (
  office_id uuid not null,
  id uuid not null,
  partner_id uuid not null,
  leg_id uuid,
  sequence integer not null,
  kind text not null,
  manifest text not null,
  state text not null check (state in ('waiting', 'sending', 'kept', 'done', 'refused', 'failed', 'dropped')),
  attempts integer not null default 0,
  next_at timestamptz not null,
  reason text not null default '',
  acknowledgement jsonb,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (office_id, id),
  foreign key (office_id, partner_id) references interlink_partners (office_id, id),
  foreign key (office_id, leg_id) references interlink_legs (office_id, id)
);
create unique index interlink_packages_order on interlink_packages (office_id, leg_id, sequence) where leg_id is not null;
create index interlink_packages_due on interlink_packages (office_id, next_at, id) where state in ('waiting', 'sending', 'kept');
comment on table interlink_packages is 'What is on its way to partners: the manifest as it is signed, tries, and the acknowledgement that ended it.';

create table interlink_received (
  office_id uuid not null,
  partner_id uuid not null,
  id uuid not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  leg_id uuid,
  sequence integer not null,
  kind text not null,
  code text not null check (code in ('received', 'accepted', 'refused')),
  reason text not null default '',
  manifest text,
  files jsonb,
  received_at timestamptz not null,
  primary key (office_id, partner_id, id),
  foreign key (office_id, partner_id) references interlink_partners (office_id, id)
);
create index interlink_received_kept on interlink_received (office_id, partner_id, leg_id, sequence) where code = 'received';
comment on table interlink_received is 'Packages that have come, by their id: what makes a repetition harmless. One that came before its predecessor is kept whole until that one is there.';

do $$
declare
  t text;
begin
  foreach t in array array['interlink_partners', 'interlink_partner_keys', 'interlink_keys', 'interlink_legs',
    'interlink_leg_events', 'interlink_leg_files', 'interlink_packages', 'interlink_received'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy office on %I to motcua_app using (office_id = nullif(current_setting(''app.office'', true), '''')::uuid) '
      'with check (office_id = nullif(current_setting(''app.office'', true), '''')::uuid)', t);
    execute format('grant select, insert on %I to motcua_app', t);
  end loop;
end
$$;
grant update on interlink_partners, interlink_legs, interlink_packages, interlink_received to motcua_app;
grant update (revoked_at) on interlink_partner_keys to motcua_app;
grant update (retired_at) on interlink_keys to motcua_app;

-- A citizen who tracks a dossier reads where it is meanwhile; offices of one installation know each other's public keys.
grant select (office_id, dossier_id, partner_name, state, via, sent_at, due_at, paused_since) on interlink_legs to motcua_public;
grant select (office_id, key_id, public_key) on interlink_keys to motcua_public;
create policy public_reading on interlink_legs for select to motcua_public using (dossier_id is not null and ended_at is null);
create policy public_reading on interlink_keys for select to motcua_public using (true);
select cover_practice();
