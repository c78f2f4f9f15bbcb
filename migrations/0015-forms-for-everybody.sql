-- Anybody may print the empty form of a procedure: the office is found by the procedure's id, which says nothing else.
-- What the form holds is then read within that office.

grant select (office_id, id) on procedures to motcua_public;
create policy public_forms on procedures for select to motcua_public using (true);
