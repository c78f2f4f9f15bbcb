-- Whoever holds a receipt looks it up by its code: the code alone says in which office.
grant select (office_id, lookup_code) on receipts to motcua_public;
create policy public_reading on receipts for select to motcua_public using (true);
select cover_practice();
