-- A procedure version holds all that the desk and the notice board need: cases with papers of their own, the internal
-- process, the electronic form, who receives and who decides, and the parts that the law wants posted. A dossier keeps
-- which case it is, what was declared, and its three agencies.

alter table procedure_versions
  add column cases jsonb not null default '[]',
  add column steps jsonb not null default '[]',
  add column form json,
  add column agencies jsonb not null default '{}',
  add column posting jsonb not null default '{}',
  add column created_by uuid,
  add column change_note text not null default '';
comment on column procedure_versions.cases is 'Cases (trường hợp), each with its own list of papers.';
comment on column procedure_versions.steps is 'Internal process (quy trình nội bộ): steps in order, who by role, working minutes allowed.';
comment on column procedure_versions.form is 'Electronic declaration (tờ khai). json, not jsonb: the order of its fields is the order on the paper.';
comment on column procedure_versions.agencies is 'Agency that receives officially and agency that decides, where it is not the office itself.';
comment on column procedure_versions.posting is 'What has to be posted besides (trình tự, cách thức, đối tượng, yêu cầu…).';

-- An owner who is no superuser is behind the wall too while it is forced, and would change no row.
alter table procedure_versions no force row level security;
alter table process_steps no force row level security;
update procedure_versions v set
  cases = jsonb_build_array(jsonb_build_object('code', 'chung', 'name', 'Trường hợp chung', 'components', v.components)),
  steps = (select coalesce(jsonb_agg(jsonb_build_object('ordinal', s.ordinal, 'code', s.code, 'name', s.name,
    'role', s.role, 'minutes', s.minutes) order by s.ordinal), '[]'::jsonb)
    from process_steps s where s.office_id = v.office_id and s.procedure_id = v.procedure_id);
alter table procedure_versions force row level security;

alter table procedure_versions drop column components;
drop table process_steps;

-- A version replaced on the day it began ends the day before: it holds on no day, but dossiers received under it keep it.
alter table procedure_versions drop constraint procedure_versions_check;
alter table procedure_versions add constraint procedure_versions_order check (valid_to is null or valid_to >= valid_from - 1);

alter table dossiers
  add column case_code text not null default '',
  add column case_name text not null default '',
  add column declaration jsonb,
  add column agencies jsonb not null default '{}',
  add column return_method text not null default 'counter' check (return_method in ('counter', 'post', 'online')),
  add column return_address text not null default '';
comment on column dossiers.declaration is 'Answers of the electronic declaration, checked against the form of the procedure version.';
comment on column dossiers.agencies is 'Three agencies (NĐ 118/2025): where it was handed in, who receives it officially, who decides; code and name of the day.';

alter table dossier_components add column paper_code text not null default '';
comment on column dossier_components.paper_code is 'Code of the kind of paper (mã giấy tờ, e.g. KQ.G15.000031), by which an earlier result can stand for it.';
