-- Accounts of the whole installation (a username is unique across offices), kept by better-auth in its own schema.
-- On a distributed database these are reference tables; that is why they do not lead with office_id.

create schema auth;

create table auth."user" (
  id text primary key,
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null,
  image text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now(),
  username text unique,
  "displayUsername" text,
  "twoFactorEnabled" boolean default false,
  "officeId" text not null,
  "staffId" text not null
);
comment on table auth."user" is 'One sign-in account; officeId and staffId name the staff member it belongs to.';

create table auth.session (
  id text primary key,
  "expiresAt" timestamptz not null,
  token text not null unique,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now(),
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references auth."user" (id) on delete cascade
);
create index session_by_user on auth.session ("userId");
comment on table auth.session is 'Open sign-ins; one idle for 15 minutes has expired.';

create table auth.account (
  id text primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references auth."user" (id) on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index account_user on auth.account ("userId");
comment on table auth.account is 'How a user proves who they are; password holds a scrypt hash.';

create table auth.verification (
  id text primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index verification_identifier on auth.verification (identifier);
comment on table auth.verification is 'Short-lived proofs, such as the step between password and one-time code.';

create table auth."twoFactor" (
  id text primary key,
  secret text not null,
  "backupCodes" text not null,
  "userId" text not null references auth."user" (id) on delete cascade,
  verified boolean default true,
  "failedVerificationCount" integer default 0,
  "lockedUntil" timestamptz
);
create index two_factor_user on auth."twoFactor" ("userId");
create index two_factor_secret on auth."twoFactor" (secret);
comment on table auth."twoFactor" is 'One-time code secrets (TOTP, RFC 6238), encrypted by better-auth.';

create table auth.sign_in_failures (
  username text primary key,
  failures integer not null,
  last_failure_at timestamptz not null,
  locked_until timestamptz
);
comment on table auth.sign_in_failures is 'Wrong passwords in a row; five lock the name for 15 minutes, whether or not the account exists.';
