import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { afterAll, describe, expect, it } from 'vitest'
import { writeSpreadsheet } from '../../../platform/spreadsheet.ts'
import { readStatement } from './read-statement.ts'

const folder = mkdtempSync(join(tmpdir(), 'motcua-statement-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
function read(content: string | Uint8Array) {
  files += 1
  const path = join(folder, `${files}`)
  writeFileSync(path, content)
  return readStatement(path, '2026-03-31')
}
async function readGood(content: string | Uint8Array) {
  const found = await read(content)
  if (!found.ok) throw new Error(JSON.stringify(found.faults))
  return found.statement
}
/** What is wrong, each with its row before it. */
async function faultsOf(content: string | Uint8Array) {
  const found = await read(content)
  return found.ok ? [] : found.faults.map(({ row, message }) => `${row ?? '-'}: ${message}`)
}

const usual = [
  'NGÂN HÀNG MẪU;;;;;;',
  'Số tài khoản: 0123 456 789 (VND);;;;;;',
  'Từ ngày 23/03/2026 đến ngày 24/03/2026;;;;;;',
  'Số dư đầu kỳ;1.000.000;;;;;',
  'STT;Ngày giao dịch/ Transaction date;Số bút toán;Nội dung;Ghi nợ/ Debit;Ghi có/ Credit;Số dư/ Balance',
  '1;23/03/2026 08:15:22;FT001;NGUYEN VAN MAU MC260000129 chuyen tien;;8.000;1.008.000',
  '2;24/03/2026;FT002;Phi quan ly;11.000;;997.000',
  '3;24/03/2026;;"Noi dung; co dau cham phay";;20.000;1.017.000',
  'Cộng phát sinh;;;;11.000;28.000;',
  'Số dư cuối kỳ;1.017.000;;;;;',
  ';;;Người lập;;;',
]
const lines = [
  ['2026-03-23', 8_000, 'FT001'],
  ['2026-03-24', -11_000, 'FT002'],
  ['2026-03-24', 20_000, ''],
]
const shape = (statement: {
  lines: readonly { bookedOn: string; amountVnd: number; bankReference: string }[]
}) => statement.lines.map(({ bookedOn, amountVnd, bankReference }) => [bookedOn, amountVnd, bankReference])
const changed = (from: string, to: string) => usual.join('\n').replace(from, to)

describe('a statement in columns', () => {
  it('is read with what stands around the table', async () => {
    const statement = await readGood(usual.join('\r\n'))
    expect(statement).toMatchObject({
      format: 'csv',
      account: '0123456789',
      from: '2026-03-23',
      to: '2026-03-24',
      openingVnd: 1_000_000,
      closingVnd: 1_017_000,
    })
    expect(shape(statement)).toEqual(lines)
    expect(statement.lines.map(({ row }) => row)).toEqual([6, 7, 8])
    expect(statement.lines[2]?.description).toBe('Noi dung; co dau cham phay')
  })

  it('may be in any of the encodings, with any of the signs between cells', async () => {
    const text = usual.join('\r\n')
    const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le')
    const bigEndian = Buffer.from(utf16).swap16()
    // In Windows-1258 tones are signs of their own behind the letter.
    const old = Buffer.concat(
      [...text.normalize('NFC')].map((sign) => Buffer.from(windows1258[sign] ?? [sign.charCodeAt(0) & 0xff])),
    )
    const tabs = text.replaceAll('"Noi dung; co dau cham phay"', 'Noi dung').replaceAll(';', '\t')
    for (const content of [Buffer.from(`\uFEFF${text}`), utf16, bigEndian, old, tabs])
      expect(shape(await readGood(content))).toEqual(lines)
  })

  it('of Excel has real numbers and days', async () => {
    const style = { align: 'left' } as const
    const bytes = await writeSpreadsheet([
      {
        name: 'Sao kê',
        columns: Array.from({ length: 6 }, () => ({ width: 20, style })),
        head: [
          ['Ngày hiệu lực', 'Ngày GD', 'Số GD', 'Diễn giải', 'PS Nợ', 'PS Có'].map((value) => ({ value })),
        ],
        body: [
          [new Date('2026-03-22'), new Date('2026-03-23'), 'FT001', 'MC260000129', null, 8_000],
          [new Date('2026-03-24'), new Date('2026-03-24'), 'FT002', 'Phi', 11_000, null],
          [new Date('2026-03-24'), new Date('2026-03-24'), '', 'Khac', 0, 20_000],
        ],
      },
    ])
    const statement = await readGood(bytes)
    expect([statement.format, statement.from, statement.to]).toEqual(['xlsx', '2026-03-23', '2026-03-24'])
    expect(shape(statement)).toEqual(lines)
  })

  it('may have one column with signs, or with the side beside it', async () => {
    const signed = [
      'Ngày,Mã giao dịch,Số tiền,Nội dung',
      '24/03/2026,A1,"+20,000",vào',
      '24/03/2026,A2,"-8,000",ra',
    ]
    expect(shape(await readGood(signed.join('\n')))).toEqual([
      ['2026-03-24', 20_000, 'A1'],
      ['2026-03-24', -8_000, 'A2'],
    ])
    const sided = [
      'Date,Ref No,Amount,Dr/Cr,Description',
      '24/03/2026,A1,"20,000",C,in',
      '24/03/2026,A2,"8,000",Nợ,out',
    ]
    expect(shape(await readGood(sided.join('\n')))).toEqual([
      ['2026-03-24', 20_000, 'A1'],
      ['2026-03-24', -8_000, 'A2'],
    ])
  })

  it('is read whichever way round it is sorted, with headings on each page and texts that go on below', async () => {
    const turned = [
      ...usual.slice(0, 5),
      usual[7],
      ';;;them chu;;;',
      usual[4],
      usual[6],
      usual[5],
      ...usual.slice(8),
    ]
    const statement = await readGood(turned.join('\n'))
    expect(shape(statement)).toEqual(lines.toReversed())
    expect(statement.lines[0]?.description).toBe('Noi dung; co dau cham phay them chu')
  })
})

/** The letters of the test that Windows-1258 writes otherwise than Latin-1, by hand from its table. */
const windows1258: Readonly<Record<string, readonly number[]>> = {
  ...Object.fromEntries(
    [
      ['Ẫ', 0xc2, 0xde],
      ['ố', 0xf4, 0xec],
      ['ả', 0x61, 0xd2],
      ['ừ', 0xfd, 0xcc],
      ['ế', 0xea, 0xec],
      ['ư', 0xfd],
      ['ầ', 0xe2, 0xcc],
      ['ỳ', 0x79, 0xcc],
      ['ị', 0x69, 0xf2],
      ['ộ', 0xf4, 0xf2],
      ['ợ', 0xf5, 0xf2],
      ['ậ', 0xe2, 0xf2],
      ['ờ', 0xf5, 0xcc],
      ['đ', 0xf0],
    ].map(([letter, ...bytes]) => [letter, bytes]),
  ),
}

describe('a statement in columns is refused', () => {
  it.each([
    ['unknown headings', 'a;b;c\n1;2;3', '-: Không tìm thấy dòng tiêu đề'],
    ['no column of money in', 'Ngày giao dịch;Ghi nợ;Nội dung\n24/03/2026;5.000;x', '1: Thiếu cột ghi có'],
    ['no column of words', 'Ngày giao dịch;Ghi nợ;Ghi có\n24/03/2026;;5.000', '1: Thiếu cột nội dung'],
    ['two columns of money in', 'Ngày;Ghi có;Ghi có;Nội dung\n24/03/2026;5;5;x', '1: Có hai cột ghi có'],
    ['another currency', changed('(VND)', '\nLoại tiền: USD'), '-: Sao kê bằng USD'],
    [
      'a day that is none',
      changed('24/03/2026;FT002', '03/24/2026;FT002'),
      '7: Ngày “03/24/2026” không đọc được',
    ],
    ['a line without a day', changed('24/03/2026;FT002', ';FT002'), '7: Thiếu ngày giao dịch'],
    [
      'a part of a đồng',
      changed('11.000;;997.000', '11.000,5;;997.000'),
      '7: Số tiền “11.000,5” không đọc được',
    ],
    ['an amount below nothing', changed('11.000;;997.000', '-11.000;;997.000'), '7: Số tiền âm'],
    ['money in and out at once', changed(';;8.000', ';8.000;8.000'), '6: Vừa ghi nợ vừa ghi có'],
    ['a line without money', changed(';;8.000', ';;'), '6: Không có số tiền'],
    [
      'a huge amount',
      changed(';;8.000', ';;8.000.000.000.000'),
      '6: Số tiền 8.000.000.000.000 lớn bất thường',
    ],
    [
      'a movement twice',
      changed('FT002', 'FT001')
        .replace('11.000;;997.000', ';8.000;1.016.000')
        .replace('24/03/2026;FT001', '23/03/2026;FT001'),
      '7: Số giao dịch FT001 đã có ở dòng 6',
    ],
    ['a line that was taken out', usual.toSpliced(6, 1).join('\n'), '7: Số dư không khớp'],
    ['a line that was changed', changed(';;20.000', ';;21.000'), '8: Số dư không khớp'],
    [
      'a day outside of the period',
      changed('23/03/2026 08', '22/03/2026 08'),
      '6: Ngày 2026-03-22 nằm ngoài kỳ',
    ],
    ['a day to come', 'Ngày;Ghi nợ;Ghi có;Nội dung\n24/04/2026;;5.000;x', '2: Ngày 2026-04-24 chưa đến'],
    [
      'quotes that do not close',
      changed('"Noi dung; co dau cham phay"', '"Noi dung'),
      'Dấu ngoặc kép không khép',
    ],
    [
      'money that may be in or out',
      'Ngày;Số tiền;Nội dung\n24/03/2026;5.000;x',
      '1: Cột số tiền không cho biết tiền vào hay tiền ra',
    ],
    ['a side that is none', 'Ngày;Số tiền;D/C;Nội dung\n24/03/2026;5.000;X;x', '2: Không rõ “X”'],
    ['nothing in it', 'Ngày;Ghi nợ;Ghi có;Nội dung\n', '-: Sao kê không có giao dịch nào'],
    [
      'mixed currencies',
      'Ngày;Ghi nợ;Ghi có;Nội dung;Loại tiền\n24/03/2026;;5;x;VND\n24/03/2026;;5;y;USD',
      '3: Loại tiền USD lẫn',
    ],
  ])('for %s', async (_what, content, fault) => {
    expect((await faultsOf(content)).join('\n')).toContain(fault)
  })

  it('whose balances at both ends do not fit, although the lines say no balance', async () => {
    const bare = usual.map((line) => (line.includes('/03/2026;') ? line.replace(/;[\d.]+$/, ';') : line))
    expect(shape(await readGood(bare.join('\n')))).toEqual([lines[0], lines[1], ['2026-03-24', 20_000, '']])
    const cut = bare.toSpliced(6, 1).join('\n')
    expect(await faultsOf(cut)).toEqual([expect.stringContaining('không bằng số dư cuối kỳ')])
  })

  it.each([
    ['an empty file', '', 'Tệp rỗng'],
    [
      'a page of the web named .xls',
      '<html><table><tr><td>Ngày</td></tr></table></html>',
      'trang web đặt tên như tệp Excel',
    ],
    ['a file of old Excel', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'Excel đời cũ'],
    ['a PDF', '%PDF-1.7', 'Tệp PDF'],
    ['bytes that are no text', Buffer.from([0x00, 0x01, 0x02, 0xff]), 'Không đọc được tệp'],
    ['a zip that is no sheet', zipSync({ 'a.txt': strToU8('x') }), 'không phải .xlsx'],
    ['a zip that is cut off', zipSync({ 'a.txt': strToU8('x') }).subarray(0, 30), 'bị đứt'],
    ['XML with entities', '<!DOCTYPE a [<!ENTITY b "c">]><Document>&b;</Document>', 'DOCTYPE'],
    ['XML of another kind', '<Workbook/>', 'không phải sao kê CAMT.053'],
    ['more than 7 MB', Buffer.alloc(7 * 2 ** 20 + 1, 'a'), 'lớn hơn 7 MB'],
  ])('as %s', async (_what, content, fault) => {
    expect(await faultsOf(content)).toEqual([expect.stringContaining(fault)])
  })

  it('with macros, and when it would fill the memory', async () => {
    const sheet = await writeSpreadsheet([
      { name: 'A', columns: [{ width: 9, style: {} }], head: [], body: [['x']] },
    ])
    const { unzipSync } = await import('fflate')
    const parts = unzipSync(sheet)
    const withMacros = zipSync({ ...parts, 'xl/vbaProject.bin': strToU8('x') })
    expect(await faultsOf(withMacros)).toEqual([expect.stringContaining('macro')])
    const bomb = zipSync({ ...parts, 'xl/media.xml': new Uint8Array(80 * 2 ** 20) }, { level: 9 })
    expect(await faultsOf(bomb)).toEqual([expect.stringContaining('phình ra quá lớn')])
  })
})

describe('whatever is in a file', () => {
  it('never makes the reader throw, and what it takes has whole amounts that fit the balances', async () => {
    const seeds = [usual.join('\n'), mt940, camt('001.08')]
    const spoilt = fc
      .tuple(
        fc.constantFrom(...seeds),
        fc.array(fc.tuple(fc.nat(2000), fc.nat(12), fc.string({ maxLength: 6 })), { maxLength: 5 }),
      )
      .map(([text, changes]) =>
        changes.reduce(
          (all, [place, gone, put]) => all.slice(0, place) + put + all.slice(place + gone),
          text,
        ),
      )
    const anything = fc.oneof(spoilt, fc.string(), fc.uint8Array({ maxLength: 200 }))
    await fc.assert(
      fc.asyncProperty(anything, async (content) => {
        const found = await read(content)
        if (!found.ok) {
          expect(found.faults.length).toBeGreaterThan(0)
          return
        }
        const { openingVnd, closingVnd, lines: all } = found.statement
        const sum = all.reduce((total, { amountVnd }) => total + amountVnd, 0)
        expect(all.every(({ amountVnd }) => Number.isSafeInteger(amountVnd) && amountVnd !== 0)).toBe(true)
        if (openingVnd !== null) expect(closingVnd).toBe(openingVnd + sum)
      }),
      { numRuns: 400 },
    )
  })
})

const mt940 = `{1:F01MAUBVNVXAXXX0000000000}{2:O9400000000000}{4:
:20:SK260324
:25:0123456789
:28C:83/1
:60F:C260323VND1000000,
:61:2603230323C8000,NTRFNONREF//FT001
:86:NGUYEN VAN MAU MC2600
00129 chuyen tien
:61:2603240324D11000,00NCHGPHI2//FT002
:86:?20Phi quan ly?21 tai khoan?32NGAN HANG?33 MAU
:61:2603240324RC5000,NTRFHOAN
:62F:C260324VND992000,
-}
`
const balance = (code: string, amount: number) =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="VND">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-24</Dt></Dt></Bal>`
const entry = (inside: string, { amount = 8_000, side = 'CRDT', status = 'BOOK', currency = 'VND' } = {}) =>
  `<Ntry><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>${side}</CdtDbtInd><Sts>${status}</Sts><BookgDt><Dt>2026-03-24</Dt></BookgDt>${inside}</Ntry>`
function camt(
  version: string,
  entries = usualEntries(version),
  { opening = 1_000_000, closing = 1_017_000 } = {},
) {
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.${version}"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr><Stmt><Id>1</Id>
<Acct><Id><Othr><Id>0123456789</Id></Othr></Id></Acct>${balance('OPBD', opening)}${balance('CLBD', closing)}
${entries}
</Stmt></BkToCstmrStmt></Document>`
}
function usualEntries(version: string) {
  const name = version === '001.02' ? '<Nm>Người Mẫu</Nm>' : '<Pty><Nm>Người Mẫu</Nm></Pty>'
  const words = `<RltdPties><Dbtr>${name}</Dbtr></RltdPties><RmtInf><Ustrd>MC260000129</Ustrd><Ustrd>phi</Ustrd></RmtInf>`
  const part = (id: string, amount: number) =>
    `<TxDtls><Refs><TxId>${id}</TxId></Refs><Amt Ccy="VND">${amount}</Amt>${words}</TxDtls>`
  return [
    entry(`<AcctSvcrRef>FT001</AcctSvcrRef><NtryDtls><TxDtls>${words}</TxDtls></NtryDtls>`),
    entry('<AcctSvcrRef>FT002</AcctSvcrRef><AddtlNtryInf>Phi quan ly</AddtlNtryInf>', {
      amount: 11_000,
      side: 'DBIT',
    }),
    entry('<AcctSvcrRef>FT009</AcctSvcrRef>', {
      amount: 99_000,
      status: version === '001.02' ? 'PDNG' : '<Cd>PDNG</Cd>',
    }),
    entry(`<NtryDtls>${part('T1', 15_000)}${part('T2', 5_000)}</NtryDtls>`, { amount: 20_000 }),
  ].join('\n')
}

describe('MT940', () => {
  it('is read with references, words over several lines, and reversals', async () => {
    const statement = await readGood(mt940)
    expect(statement).toMatchObject({
      format: 'mt940',
      account: '0123456789',
      openingVnd: 1_000_000,
      closingVnd: 992_000,
    })
    expect(shape(statement)).toEqual([
      ['2026-03-23', 8_000, 'FT001'],
      ['2026-03-24', -11_000, 'FT002'],
      ['2026-03-24', -5_000, 'HOAN'],
    ])
    expect(statement.lines[0]?.description).toBe('NGUYEN VAN MAU MC260000129 chuyen tien')
    expect(statement.lines[1]).toMatchObject({
      description: 'Phi quan ly tai khoan',
      counterparty: 'NGAN HANG MAU',
    })
  })

  it('of several pages carries its balance on, and the booking day may be of the next year', async () => {
    const page = (number: number, from: string, to: string, line: string) =>
      `:20:S${number}\n:25:0123456789\n:28C:1/${number}\n${from}\n${line}\n${to}\n-`
    const pages = [
      page(1, ':60F:C251231VND0,', ':62M:C251231VND8000,', ':61:2512310102C8000,NTRFNONREF//A'),
      page(2, ':60M:C251231VND8000,', ':62F:C260102VND9000,', ':61:260102C1000,NTRFNONREF//B'),
    ]
    expect(shape(await readGood(pages.join('\n')))).toEqual([
      ['2026-01-02', 8_000, 'A'],
      ['2026-01-02', 1_000, 'B'],
    ])
    const torn = pages.join('\n').replace(':60M:C251231VND8000,', ':60M:C251231VND7000,')
    expect((await faultsOf(torn)).join()).toContain('không nối với số dư cuối trang trước')
    const mixed = pages.join('\n').replace(/:25:0123456789(?![\s\S]*:25:)/, ':25:9999')
    expect((await faultsOf(mixed)).join()).toContain('nhiều tài khoản')
  })

  it.each([
    ['a file that is cut off', mt940.slice(0, mt940.indexOf(':62F:')), 'Tệp bị đứt: thiếu số dư cuối kỳ'],
    ['a sum that does not fit', mt940.replace('VND992000', 'VND993000'), 'không bằng số dư cuối kỳ'],
    ['another currency', mt940.replaceAll('VND', 'USD'), 'Sao kê bằng USD'],
    ['a part of a đồng', mt940.replace('C8000,', 'C8000,50'), '“8000,50” không phải số đồng nguyên'],
    ['a line of another form', mt940.replace(':61:2603230323C', ':61:X'), 'không đúng dạng'],
    ['a day that is none', mt940.replace(':61:2603230323', ':61:2602300323'), 'Ngày 260230 không đọc được'],
    ['no account', mt940.replace(':25:0123456789\n', ''), 'Thiếu số tài khoản'],
  ])('is refused for %s', async (_what, content, fault) => {
    expect((await faultsOf(content)).join('\n')).toContain(fault)
  })
})

describe('CAMT.053', () => {
  it.each(['001.02', '001.08'])(
    'of version %s is read, batches by their parts, what is only expected left out',
    async (version) => {
      const statement = await readGood(camt(version))
      expect(statement).toMatchObject({
        format: 'camt053',
        account: '0123456789',
        openingVnd: 1_000_000,
        closingVnd: 1_017_000,
      })
      expect(shape(statement)).toEqual([
        ['2026-03-24', 8_000, 'FT001'],
        ['2026-03-24', -11_000, 'FT002'],
        ['2026-03-24', 15_000, 'T1'],
        ['2026-03-24', 5_000, 'T2'],
      ])
      expect(statement.lines[0]).toMatchObject({ description: 'MC260000129 phi', counterparty: 'Người Mẫu' })
    },
  )

  it.each([
    ['a file that is cut off', camt('001.08').slice(0, 900), 'đứt hoặc sai cú pháp'],
    ['another version', camt('001.01'), 'không phải sao kê CAMT.053'],
    [
      'a sum that does not fit',
      camt('001.08', undefined, { closing: 1_018_000 }),
      'không bằng số dư cuối kỳ',
    ],
    ['another currency', camt('001.08', entry('', { currency: 'USD' })), 'Số tiền bằng USD'],
    ['a part of a đồng', camt('001.08', entry('', { amount: 0.5 })), '“0.5” không phải số đồng nguyên'],
    ['no side', camt('001.08', entry('', { side: '' })), 'Không rõ tiền vào hay tiền ra'],
    ['a batch that does not sum up', camt('001.08').replace('>15000<', '>14000<'), 'bút toán gộp cộng lại'],
    ['no opening balance', camt('001.08').replace('OPBD', 'ITBD'), 'Thiếu số dư đầu kỳ'],
    ['no account', camt('001.08').replace('<Id>0123456789</Id>', ''), 'Thiếu số tài khoản'],
  ])('is refused for %s', async (_what, content, fault) => {
    expect((await faultsOf(content)).join('\n')).toContain(fault)
  })
})
