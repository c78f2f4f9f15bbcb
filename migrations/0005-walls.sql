-- The wall between offices, and what each role may do. Repeated in later migrations for later tables.

do $$
declare
  t text;
begin
  for t in select tablename from pg_tables where schemaname = 'public' and tablename <> 'schema_migrations' loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy office on %I to motcua_app using (office_id = nullif(current_setting(''app.office'', true), '''')::uuid) '
      'with check (office_id = nullif(current_setting(''app.office'', true), '''')::uuid)', t);
    execute format('grant select, insert, update, delete on %I to motcua_app', t);
  end loop;
end
$$;

revoke update, delete on audit_events, audit_seals, dossier_events from motcua_app;
grant usage on schema auth to motcua_app;
grant select, insert, update, delete on all tables in schema auth to motcua_app;

-- Anonymous readers see these columns and no others: a code alone shows no personal data because the database has none to give.
grant select (office_id, name, parent_name, reception_name, address, phone, email) on offices to motcua_public;
grant select (office_id, id, code, procedure_name, status, step, received_at, due_at, original_due_at, paused_since, supplement_count, finished_at, returned_at) on dossiers to motcua_public;
grant select (office_id, dossier_id, ordinal, name, role) on dossier_steps to motcua_public;
grant select (office_id, dossier_id, id, at, kind, public_text) on dossier_events to motcua_public;
create policy public_reading on offices for select to motcua_public using (true);
create policy public_reading on dossiers for select to motcua_public using (code is not null);
create policy public_reading on dossier_steps for select to motcua_public using (true);
create policy public_reading on dossier_events for select to motcua_public using (true);
create index dossiers_code on dossiers (code) where code is not null;
