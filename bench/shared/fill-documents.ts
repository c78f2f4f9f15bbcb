import pg from 'pg'
import { demoOfficeId, demoStaffId } from '../../src/staff/examples.ts'

/** Words of official papers with their diacritics, the most frequent first. */
const commonWords =
  'về việc của báo cáo thực hiện công tác quý định xã ủy ban nhân dân tỉnh kế hoạch hướng dẫn thông tin quản lý hành chính cải cách đất đai năm tháng văn bản phòng sở nội vụ tài nguyên môi trường kinh phí hỗ trợ đầu tư xây dựng nông thôn mới giảm nghèo bền vững trẻ em người có công y tế giáo dục an ninh trật tự phòng cháy chữa cháy tuyên truyền triển khai tổ chức hội nghị tập huấn kiểm tra giám sát'

const vocabulary = 5_000
/** Ways of putting twelve words together; every document takes one and adds words of its own. */
const phrases = 60_000

/** How many of each kind there are when `documents` are asked for; every fourth incoming one has the text of a file. */
export function sharesOf(documents: number) {
  const incoming = Math.floor(documents * 0.45)
  const outgoing = Math.floor(documents * 0.25)
  return { incoming, outgoing, dossiers: documents - incoming - outgoing, texts: Math.floor(incoming / 4) }
}

/**
 * Fills the demonstration office with documents of ten years. Their words follow the law of Zipf over a vocabulary of 5,000,
 * as in real texts: the first is in six of ten, the hundredth in one of a hundred. `xahoi` is given 2,000 of the incoming
 * ones; what is in the fields of dossiers is spread over all of them. Wants one dossier that was received.
 */
export async function fillDocuments(ownerUrl: string, documents: number): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const tables = [
      'incoming_documents',
      'outgoing_documents',
      'dossiers',
      'incoming_texts',
      'incoming_files',
    ]
    const { rows: indexes } = await client.query<{ name: string; made: string }>(
      `select indexname as name, indexdef as made from pg_indexes i join pg_class c on c.relname = i.indexname
        join pg_index x on x.indexrelid = c.oid where tablename = any($1) and not x.indisunique`,
      [tables],
    )
    await client.query(
      "set session_replication_role = replica; set maintenance_work_mem = '256MB'; set work_mem = '64MB'",
    )
    await client.query(indexes.map(({ name }) => `drop index ${name}`).join(';'))
    for (const statement of [wordsSql, phrasesSql, ...rowsSql(documents)]) await client.query(statement)
    await client.query(indexes.map(({ made }) => made).join(';'))
    for (const table of [...tables, 'incoming_recipients']) await client.query(`vacuum analyze ${table}`)
  } finally {
    await client.end()
  }
}

const wordsSql = `create temporary table words as
  select row_number() over (order by first, place)::int as rank, word,
    translate(word, 'àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ',
      'aaaaaaaaaaaaaaaaadeeeeeeeeeeeiiiiiooooooooooooooooouuuuuuuuuuuyyyyy') as folded
  from (
    select distinct on (word) word, 1 as first, place
      from unnest(string_to_array('${commonWords}', ' ')) with ordinality as c (word, place) order by word, place) c
  union all
  select n + 1000, onset || rime || case when n > 1700 then (n % 7)::text else '' end, onset || rime || case when n > 1700 then (n % 7)::text else '' end
    from generate_series(1, ${vocabulary}) n,
    lateral (select (string_to_array('b c ch d g gh h k kh l m n ng nh ph qu r s t th tr v x p kl', ' '))[1 + n % 25] as onset,
      (string_to_array('ac ach ai am an ang anh ao ap at au ay eo en em ep et eu ich im inh ip it iu oc oi om on ong op ot uc ui um un ung up ut uoc uoi uom uon uong uot uu uy uyen uyet iec iem ien ieng iep iet ieu oa oai oan oang oat', ' '))[1 + (n / 25) % 60] as rime) s;
  create temporary table ranked as select row_number() over (order by rank)::int as rank, word, folded from words;
  create unique index on ranked (rank)`

/** Log-uniform ranks: the k-th word is k times rarer than the first. */
const drawn = `least(${vocabulary}, floor(exp(random() * ln(${vocabulary}))))::int`

const phrasesSql = `create temporary table phrases as
  select d.n, string_agg(r.word, ' ') as words, string_agg(r.folded, ' ') as folded
  from (select n, ${drawn} as rank from generate_series(0, ${phrases - 1}) n, generate_series(1, 12)) d join ranked r using (rank)
  group by d.n;
  create unique index on phrases (n);
  create temporary table texts as
  select d.n, string_agg(r.word, ' ') as words, string_agg(r.folded, ' ') as folded
  from (select n, ${drawn} as rank from generate_series(0, 9999) n, generate_series(1, 300)) d join ranked r using (rank)
  group by d.n;
  create unique index on texts (n);
  analyze phrases; analyze texts`

function rowsSql(documents: number): string[] {
  const { incoming, outgoing, dossiers, texts } = sharesOf(documents)
  const office = `'${demoOfficeId}'::uuid`
  const staff = (name: Parameters<typeof demoStaffId>[0]) => `'${demoStaffId(name)}'::uuid`
  const at = (n: string, all: number) =>
    `now() - make_interval(secs => (${all} - ${n}) * ${Math.floor((3650 * 86_400) / all)})`
  const phrase = (n: string) => `(${n} * 7919::bigint) % ${phrases}`
  return [
    `create temporary table arrivals as select n, gen_random_uuid() as id, ${at('n', incoming)} as at from generate_series(1, ${incoming}) n`,
    `insert into incoming_documents (office_id, id, arrival_year, arrival_number, arrived_on, channel, issuer, issuer_key, symbol, symbol_key,
      issued_on, type_name, subject, language, signer_post, signer_name, urgency, circulation, restricted, note, state, for_information,
      closed_as, lead_id, registered_at, registered_by, finished_at, search_text)
    select ${office}, a.id, extract(year from a.at), 100000 + a.n, a.at::date, 'paper', 'Sở Nội vụ', 'so noi vu', a.n || '/SNV', 'k' || a.n,
      a.at::date, 'Công văn', p.words || ' ' || b.word, 'vi', 'Giám đốc', 'Nguyễn Văn Mẫu', 0, 'none', a.n % 50 = 0, '',
      'finished', false, 'outcome', case when a.n % 2 = 0 then ${staff('chuyenmon')} else ${staff('diachinh')} end, a.at, ${staff('vanthu')}, a.at,
      a.n || ' snv | so noi vu | cong van | ' || p.folded || ' ' || b.folded || ' | nguyen van mau'
    from arrivals a join phrases p on p.n = ${phrase('a.n')} join ranked b on b.rank = 1 + (a.n * 31) % ${vocabulary}`,
    `insert into incoming_recipients (office_id, incoming_id, staff_id, part, since, registered_at)
    select ${office}, id, case when n % ${Math.max(1, Math.floor(incoming / 2000))} = 0 then ${staff('xahoi')}
      when n % 2 = 0 then ${staff('chuyenmon')} else ${staff('diachinh')} end, 'inform', at, at from arrivals`,
    `insert into incoming_files (office_id, incoming_id, file_id, ordinal, kind, text_state, added_at)
    select ${office}, id, id, 0, 'document', 'read', at from arrivals where n <= ${texts * 4} and n % 4 = 0;
    insert into incoming_texts (office_id, incoming_id, file_id, search_text, aligned_text)
    select ${office}, a.id, a.id, t.folded || ' ' || p.folded, t.words || ' ' || p.words
    from arrivals a join texts t on t.n = a.n % 10000 join phrases p on p.n = ${phrase('a.n + 17')} where a.n <= ${texts * 4} and a.n % 4 = 0`,
    `insert into outgoing_documents (office_id, id, state, type_code, subject, content, restricted, urgency, drafter_id, signer_id, series, year, number,
      symbol, dated_on, printed_with, signed_as, signed_at, issued_at, issued_by, created_at, changed_at, search_text)
    select ${office}, gen_random_uuid(), 'issued', 'cong_van', p.words || ' ' || b.word, jsonb_build_object('body', p.words), o.n % 50 = 0, 'normal',
      ${staff('chuyenmon')}, ${staff('chutich')}, 'CV', extract(year from o.at), 100000 + o.n, 'UBND-VP', o.at::date, '{}', 'paper', o.at, o.at, ${staff('vanthu')}, o.at, o.at,
      p.folded || ' ' || b.folded || ' cong chuc mau ba'
    from (select n, ${at('n', outgoing)} as at from generate_series(1, ${outgoing}) n) o
      join phrases p on p.n = ${phrase('o.n + 5')} join ranked b on b.rank = 1 + (o.n * 37) % ${vocabulary}`,
    `create temporary table one as select * from dossiers where code is not null limit 1`,
    dossierSql(`select n, ${at('n', dossiers)} as at from generate_series(1, ${dossiers}) n`),
  ]
}

/** Copies of one that was received, so that whatever a dossier must have they have. */
function dossierSql(made: string): string {
  return `do $fill$
  declare
    names text;
    given text;
  begin
    select string_agg(quote_ident(column_name), ', '),
      string_agg(case column_name
        when 'id' then 'gen_random_uuid()'
        when 'code' then '''T-'' || m.n'
        when 'received_at' then 'm.at'
        when 'field_code' then 'f.codes[1 + m.n % array_length(f.codes, 1)]'
        when 'search_text' then '''t-'' || m.n || '' nguyen van mau '' || p.folded || '' '' || b.folded'
        when 'procedure_name' then 'p.words || '' '' || b.word'
        else 'one.' || quote_ident(column_name) end, ', ')
      into names, given from information_schema.columns
      where table_schema = 'public' and table_name = 'dossiers' and is_generated = 'NEVER';
    execute 'insert into dossiers (' || names || ') select ' || given || ' from one cross join (${made}) m
      join phrases p on p.n = (m.n * 7919::bigint + 11) % ${phrases} join ranked b on b.rank = 1 + (m.n * 41) % ${vocabulary}
      cross join (select array_agg(code) as codes from fields where office_id = ''${demoOfficeId}'') f';
  end
  $fill$`
}
