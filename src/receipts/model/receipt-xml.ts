import { amountInWords } from '../../platform/amount-words.ts'
import {
  childElements,
  elementAt,
  isXmlFault,
  isXmlText,
  parseXml,
  textAt,
  writeXml,
  type XmlNode,
} from '../../platform/xml.ts'
import { type CheckedXml, checkXmlSignature, partForm } from '../../signing/model/xml/check-xml.ts'
import type { XmlSignaturePlan } from '../../signing/model/xml/prepare-xml.ts'
import type { FeeKind, PaymentMethod } from './books.ts'

/** A receipt whole: what its XML, its paper and its reader agree on. Amounts are đồng, days ISO dates. */
export interface ReceiptContent {
  formCode: string
  symbol: string
  number: number
  issuedOn: string
  collector: { name: string; taxCode: string; address: string }
  payer: { name: string; address: string; personalId: string }
  lines: { name: string; kind: FeeKind; amountVnd: number }[]
  totalVnd: number
  method: PaymentMethod
  dossierCode: string
  lookupCode: string
  replaces?: { formCode: string; symbol: string; number: number; issuedOn: string } | undefined
}

/**
 * Names of the elements. The tax office publishes no sample of a receipt; these follow its invoice (QĐ 1306/QĐ-CT, version 2.1.0)
 * and stand in one table, so that its schema, once known, changes this table alone.
 */
const names = {
  root: 'BLai',
  data: 'DLBLai',
  common: 'TTChung',
  version: 'PBan',
  title: 'TBLai',
  form: 'KHMSBLai',
  symbol: 'KHBLai',
  number: 'SBLai',
  issuedOn: 'NLap',
  currency: 'DVTTe',
  method: 'HTTToan',
  related: 'TTBLLQuan',
  relatedKind: 'TCBLai',
  content: 'NDBLai',
  collector: 'NBan',
  payer: 'NMua',
  name: 'Ten',
  taxCode: 'MST',
  address: 'DChi',
  personalId: 'CCCDan',
  dossier: 'MHSo',
  lookup: 'MTCuu',
  lines: 'DSHHDVu',
  line: 'HHDVu',
  ordinal: 'STT',
  lineKind: 'TChat',
  lineName: 'THHDVu',
  amount: 'ThTien',
  sums: 'TToan',
  total: 'TgTTTBSo',
  totalWords: 'TgTTTBChu',
  signatures: 'DSCKS',
} as const

const version = '2.1.0'
const title = 'Biên lai thu phí, lệ phí'
const methodNames: Readonly<Record<PaymentMethod, string>> = {
  cash: 'TM',
  transfer: 'CK',
  portal: 'CK-DVCQG',
}
const kindNames: Readonly<Record<FeeKind, string>> = { fee: '1', charge: '2' }
const dataId = 'BL-1'

const leaf = (name: string, text: string): XmlNode => ({ name, children: [text] })
const optional = (name: string, text: string): XmlNode[] => (text === '' ? [] : [leaf(name, text)])

function commonPart(content: ReceiptContent): XmlNode {
  const { replaces } = content
  const related: XmlNode[] = replaces
    ? [
        {
          name: names.related,
          children: [
            leaf(names.relatedKind, '1'),
            leaf(names.form, replaces.formCode),
            leaf(names.symbol, replaces.symbol),
            leaf(names.number, String(replaces.number)),
            leaf(names.issuedOn, replaces.issuedOn),
          ],
        },
      ]
    : []
  return {
    name: names.common,
    children: [
      leaf(names.version, version),
      leaf(names.title, title),
      leaf(names.form, content.formCode),
      leaf(names.symbol, content.symbol),
      leaf(names.number, String(content.number)),
      leaf(names.issuedOn, content.issuedOn),
      leaf(names.currency, 'VND'),
      leaf(names.method, methodNames[content.method]),
      leaf(names.dossier, content.dossierCode),
      leaf(names.lookup, content.lookupCode),
      ...related,
    ],
  }
}

function contentPart({ collector, payer, lines, totalVnd }: ReceiptContent): XmlNode {
  return {
    name: names.content,
    children: [
      {
        name: names.collector,
        children: [
          leaf(names.name, collector.name),
          leaf(names.taxCode, collector.taxCode),
          leaf(names.address, collector.address),
        ],
      },
      {
        name: names.payer,
        children: [
          leaf(names.name, payer.name),
          ...optional(names.address, payer.address),
          ...optional(names.personalId, payer.personalId),
        ],
      },
      {
        name: names.lines,
        children: lines.map(({ name, kind, amountVnd }, index) => ({
          name: names.line,
          children: [
            leaf(names.ordinal, String(index + 1)),
            leaf(names.lineKind, kindNames[kind]),
            leaf(names.lineName, name),
            leaf(names.amount, String(amountVnd)),
          ],
        })),
      },
      {
        name: names.sums,
        children: [leaf(names.total, String(totalVnd)), leaf(names.totalWords, amountInWords(totalVnd))],
      },
    ],
  }
}

const textsOf = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsOf) : []
}

/** Whether every text of a receipt can stand in XML; a control character that somebody pasted cannot. */
export function canBeWritten(content: ReceiptContent): boolean {
  return textsOf(content).every(isXmlText)
}

/** The receipt as XML without its signature (NĐ 254/2026/NĐ-CP, Điều 23). */
export function writeReceiptXml(content: ReceiptContent): string {
  return writeXml({
    name: names.root,
    children: [
      { name: names.data, attributes: { Id: dataId }, children: [commonPart(content), contentPart(content)] },
      { name: names.signatures, children: [{ name: names.collector }] },
    ],
  })
}

const element = (name: string) => `//*[local-name(.)='${name}']`

/** Where the office’s signature stands and what it covers; `at` is its local time, signed along. */
export function signaturePlan(
  signer: Pick<XmlSignaturePlan, 'certificate' | 'scheme'>,
  at: string,
): XmlSignaturePlan {
  return {
    ...signer,
    canonical: 'inclusive',
    covers: [{ elements: element(names.data) }],
    place: `${element(names.signatures)}/*[local-name(.)='${names.collector}']`,
    time: { id: 'NBan-1', at },
  }
}

export type ReadReceipt =
  | { state: 'unreadable' }
  | { state: 'read'; content: ReceiptContent; signature: CheckedXml['state'] }

/** What a receipt's XML says and whether its signature holds; of a signed one only what was signed is read. Does not throw. */
export function readReceiptXml(text: string): ReadReceipt {
  const root = parseXml(text)
  if (isXmlFault(root) || root.localName !== names.root) return { state: 'unreadable' }
  const checked = checkXmlSignature(root, text, partForm(dataId, [names.signatures, names.collector]))
  const data = checked.state === 'valid' ? parseXml(checked.signedText) : elementAt(root, names.data)
  if (!data || isXmlFault(data)) return { state: 'unreadable' }
  const content = readContent(data)
  return content ? { state: 'read', content, signature: checked.state } : { state: 'unreadable' }
}

const keyOf = <K extends string>(table: Readonly<Record<K, string>>, value: string): K | undefined =>
  (Object.keys(table) as K[]).find((key) => table[key] === value)

function readContent(data: Element): ReceiptContent | null {
  const common = elementAt(data, names.common)
  const content = elementAt(data, names.content)
  if (!common || !content) return null
  const own = (name: string) => textAt(common, name) ?? ''
  const method = keyOf(methodNames, own(names.method))
  const lines = childElements(elementAt(content, names.lines) ?? content, names.line).map((line) => ({
    name: textAt(line, names.lineName) ?? '',
    kind: keyOf(kindNames, textAt(line, names.lineKind) ?? '') ?? ('fee' as const),
    amountVnd: Number(textAt(line, names.amount)),
  }))
  const totalVnd = Number(textAt(content, names.sums, names.total))
  if (!method || !Number.isSafeInteger(totalVnd)) return null
  const related = elementAt(common, names.related)
  const of = (path: string, name: string) => textAt(content, path, name) ?? ''
  return {
    formCode: own(names.form),
    symbol: own(names.symbol),
    number: Number(own(names.number)),
    issuedOn: own(names.issuedOn),
    collector: {
      name: of(names.collector, names.name),
      taxCode: of(names.collector, names.taxCode),
      address: of(names.collector, names.address),
    },
    payer: {
      name: of(names.payer, names.name),
      address: of(names.payer, names.address),
      personalId: of(names.payer, names.personalId),
    },
    lines,
    totalVnd,
    method,
    dossierCode: own(names.dossier),
    lookupCode: own(names.lookup),
    ...(related
      ? {
          replaces: {
            formCode: textAt(related, names.form) ?? '',
            symbol: textAt(related, names.symbol) ?? '',
            number: Number(textAt(related, names.number)),
            issuedOn: textAt(related, names.issuedOn) ?? '',
          },
        }
      : {}),
  }
}
