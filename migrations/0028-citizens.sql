-- Citizens (công dân) who sign in or confirm an address: how an office lets them, who they are, and their sign-ins.

create table citizen_sign_in_settings (
  office_id uuid primary key references offices (office_id),
  provider_on boolean not null default false,
  provider_name text not null default '',
  issuer text not null default '',
  client_id text not null default '',
  client_secret_sealed text not null default '',
  secret_way text not null default 'post' check (secret_way in ('post', 'basic', 'none')),
  scopes text not null default 'openid',
  acr_requested text not null default '',
  vneid_levels text not null default '',
  authorization_url text not null default '',
  token_url text not null default '',
  userinfo_url text not null default '',
  keys_url text not null default '',
  end_session_url text not null default '',
  name_claim text not null default 'name',
  personal_id_claim text not null default '',
  birth_date_claim text not null default '',
  level_claim text not null default 'acr',
  email_claim text not null default 'email',
  phone_claim text not null default 'phone_number',
  clock_tolerance smallint not null default 30 check (clock_tolerance between 0 and 300),
  guests_on boolean not null default false,
  revision integer not null default 1
);
comment on table citizen_sign_in_settings is 'How citizens sign in at an office: the identity provider (OpenID Connect) and whether guests may confirm an address instead. The secret is sealed with the secret of the installation, never in clear.';
comment on column citizen_sign_in_settings.vneid_levels is 'Values of the level claim, separated by spaces, that count as confirmed by VNeID; every other sign-in counts as an account.';

create table citizen_accounts (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  issuer text not null,
  subject text not null,
  name text not null default '',
  personal_id text not null default '',
  birth_date date,
  email text not null default '',
  phone text not null default '',
  created_at timestamptz not null,
  last_signed_in_at timestamptz not null,
  deleted_at timestamptz,
  primary key (office_id, id),
  unique (office_id, issuer, subject)
);
comment on table citizen_accounts is 'A citizen as this office knows them: by issuer and subject of the identity provider, or by a confirmed address (issuer `email` or `sms`). A deleted account keeps its id alone, so that what was filed under it stays whole.';

create table citizen_sessions (
  office_id uuid not null,
  id uuid not null,
  token_hash text not null check (token_hash ~ '^[0-9a-f]{64}$'),
  account_id uuid not null,
  level text not null check (level in ('vneid', 'account', 'contact')),
  started_at timestamptz not null,
  last_seen_at timestamptz not null,
  primary key (office_id, id),
  unique (office_id, token_hash),
  foreign key (office_id, account_id) references citizen_accounts (office_id, id)
);
create index citizen_sessions_account on citizen_sessions (office_id, account_id);
comment on table citizen_sessions is 'Sign-ins of citizens that have not ended; of the token in the browser only its hash. Apart from those of the staff.';

create table citizen_codes (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  channel text not null check (channel in ('email', 'sms')),
  address text not null,
  code_hash text not null check (code_hash ~ '^[0-9a-f]{64}$'),
  tries smallint not null default 0,
  created_at timestamptz not null,
  used_at timestamptz,
  primary key (office_id, id)
);
create index citizen_codes_address on citizen_codes (office_id, address, created_at);
create index citizen_codes_time on citizen_codes (office_id, created_at);
comment on table citizen_codes is 'One-time codes by which guests confirm an address, as hashes under the secret of the installation; each counts in the browser that asked for it, for ten minutes and five tries.';

do $$
declare
  t text;
begin
  foreach t in array array['citizen_sign_in_settings', 'citizen_accounts', 'citizen_sessions', 'citizen_codes'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy office on %I to motcua_app using (office_id = nullif(current_setting(''app.office'', true), '''')::uuid) '
      'with check (office_id = nullif(current_setting(''app.office'', true), '''')::uuid)', t);
  end loop;
end
$$;
grant select, insert, update on citizen_sign_in_settings, citizen_accounts to motcua_app;
grant select, insert, update, delete on citizen_sessions, citizen_codes to motcua_app;

-- A visitor sees which offices let citizens in, and nothing else of them.
grant select (office_id, provider_on, guests_on) on citizen_sign_in_settings to motcua_public;
create policy public_reading on citizen_sign_in_settings for select to motcua_public using (true);

-- A one-time code travels in a message and must not lie open in its stored text.
alter table messages add column sealed text not null default '';
comment on column messages.sealed is 'What the text leaves out where it says {ma_xac_nhan}, sealed with the secret of the installation and filled in only as the message is sent.';

select cover_practice();
