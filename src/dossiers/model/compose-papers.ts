import type { z } from 'zod'
import { localDate, localMinute } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { feeSummary, timeLimitText } from '../../procedures/model/summaries.ts'
import { COMPONENT_KIND_NAMES, type ComponentKind } from '../../procedures/model.ts'
import type { letterInput } from './inputs.ts'
import { type PaperFormKind, paperFormOn, paperSymbolOn } from './papers/forms.ts'
import type {
  ControlSheetPaper,
  ReceiptPaper,
  RefusalPaper,
  ReplyPaper,
  StopNoticePaper,
  SupplementRequestPaper,
} from './papers/shapes.ts'
import type { IssuedPaper, PaperSource } from './papers/source.ts'
import { registerVolume } from './register.ts'

const outcomeNames = { early: 'Trước hạn', on_time: 'Đúng hạn', late: 'Quá hạn' } as const

/** `YYYY-MM-DDTHH:mm` in Viet Nam, as the templates read it. */
export function localTime(instant: Date): string {
  const minute = ((localMinute(instant) % 1440) + 1440) % 1440
  const clock = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':')
  return `${localDate(instant)}T${clock}`
}

export const orNull = (text: string) => (text === '' ? null : text)

export function editionOn(form: PaperFormKind, day: string) {
  const found = paperFormOn(form, day) ?? paperFormOn(form, '2025-07-01')
  if (!found) throw new AppError('not_found', { detail: 'Chưa có mẫu giấy tờ này cho ngày đã chọn.' })
  return found
}

/** The head of a form issued by the reception unit, on a day. */
function receptionHead(
  source: PaperSource,
  on: { form: PaperFormKind; day: string; number: string | null; symbol: string | null },
) {
  const form = editionOn(on.form, on.day)
  return {
    parentAgency: source.office.name,
    agency: source.office.receptionName,
    number: on.number,
    symbol: on.symbol,
    place: source.office.placeName,
    date: on.day,
    title: form.title,
    edition: form.edition,
    dossierCode: source.dossier.code,
  }
}

function applicantOf({ dossier }: PaperSource) {
  return {
    applicantName: dossier.applicantName,
    address: orNull(dossier.address),
    phone: orNull(dossier.phone),
    email: orNull(dossier.email),
    procedureName: dossier.procedureName,
  }
}

/** Number as official papers write it: below 10 with a leading zero (NĐ 30/2020, Phụ lục I). */
export function paperNumber(number: number): string {
  return String(number).padStart(2, '0')
}

/**
 * Chức vụ under the signature: without the agency, which stands above, and for a deputy with whom they sign for (NĐ
 * 30/2020/NĐ-CP, Phụ lục I, phần II, mục 7).
 */
export function signingPost(post: string): string {
  if (/^phó chủ tịch/i.test(post)) return 'KT. Chủ tịch\nPhó Chủ tịch'
  return /^chủ tịch/i.test(post) ? 'Chủ tịch' : post
}

/** Mẫu số 01. `registerEntry` is the dossier's number in the year's register. */
export function composeReceipt(
  source: PaperSource,
  print: { trackingUrl: string; registerEntry: number; receivedBy?: string | undefined },
): ReceiptPaper {
  const { dossier, office } = source
  const day = localDate(dossier.receivedAt)
  return {
    ...receptionHead(source, {
      form: 'receipt',
      day,
      number: paperNumber(print.registerEntry),
      symbol: orNull(paperSymbolOn('receipt', day, office.paperSymbols)),
    }),
    ...applicantOf(source),
    trackingUrl: print.trackingUrl,
    unit: office.receptionName,
    applicantId: orNull(dossier.personalId),
    components: source.components
      .filter((component) => component.provided)
      .map((component) => ({
        name: component.name,
        kind: kindInWords(component),
        quantity: component.originals + component.copies,
      })),
    setCount: dossier.setCount,
    timeLimit: timeLimitText(dossier.timeLimit),
    receivedAt: localTime(dossier.receivedAt),
    dueAt: localTime(dossier.originalDueAt),
    returnPlace: dossier.returnPlace || office.receptionName,
    fees: dossier.fees.length > 0 ? feeSummary(dossier.fees) : null,
    registerVolume: registerVolume(day),
    registerEntry: String(print.registerEntry),
    submittedBy: dossier.submitterName || dossier.applicantName,
    receivedBy: print.receivedBy ?? dossier.receivedByName,
    copies: ['Lưu', 'Giao khách hàng'],
  }
}

function kindInWords(component: PaperSource['components'][number]): string {
  if (component.isReused) return 'Cơ quan đã có, không phải nộp'
  if (component.originals > 0 && component.copies > 0)
    return `${component.originals} bản chính, ${component.copies} bản sao`
  if (component.copies > 0) return 'Bản sao'
  return COMPONENT_KIND_NAMES[component.kind as ComponentKind] ?? 'Bản chính'
}

/** Phiếu kiểm soát: every hand-over so far, in order. */
export function composeControlSheet(
  source: PaperSource,
  print: { trackingUrl: string; now: Date },
): ControlSheetPaper {
  return {
    ...receptionHead(source, {
      form: 'control-sheet',
      day: localDate(source.dossier.receivedAt),
      number: null,
      symbol: null,
    }),
    dossierCode: source.dossier.code ?? '',
    trackingUrl: print.trackingUrl,
    resolvingAgency: source.office.name,
    coordinatingAgency: orNull(source.coordinating.join(', ')),
    handovers: source.handovers.map((each) => ({
      fromUnit: each.fromUnit ?? source.office.receptionName,
      fromPerson: each.fromName,
      toUnit: each.toUnit,
      toPerson: each.receiverName,
      handedAt: localTime(each.handedAt),
      receivedAt: each.receivedAt ? localTime(each.receivedAt) : null,
      outcome: outcomeNames[each.outcome],
      note: orNull(each.note),
    })),
  }
}

/** Mẫu số 02, 03 or 05: what was issued, from the facts kept with it. */
export function composeIssuedPaper(
  source: PaperSource,
  print: { paper: IssuedPaper; trackingUrl: string | null },
): SupplementRequestPaper | RefusalPaper | StopNoticePaper {
  const { paper, trackingUrl } = print
  const day = localDate(paper.issuedAt)
  const facts = paper.facts as {
    items?: string[]
    reason?: string
    legalGround?: string
    feeHandling?: string
    issuerName?: string
    issuerPost?: string
  }
  const form = paper.form as PaperFormKind
  const base = {
    ...receptionHead(source, { form, day, number: paperNumber(paper.number), symbol: orNull(paper.symbol) }),
    ...applicantOf(source),
    trackingUrl,
    unit: source.office.receptionName,
    contactName: facts.issuerName ?? '',
    contactPhone: source.office.phone,
  }
  const reason = facts.reason ?? ''
  if (form === 'supplement-request') {
    return {
      ...base,
      items: facts.items ?? [],
      reason,
      signerTitles: ['Người hướng dẫn'],
      signerName: facts.issuerName ?? null,
    }
  }
  if (form === 'refusal') {
    return {
      ...base,
      reasons: [reason],
      submittedBy: source.dossier.applicantName,
      receivedBy: facts.issuerName ?? null,
    }
  }
  return composeStopNotice(source, { base, facts })
}

function composeStopNotice(
  source: PaperSource,
  parts: {
    base: ReturnType<typeof receptionHead> & ReturnType<typeof applicantOf> & { trackingUrl: string | null }
    facts: {
      reason?: string
      legalGround?: string
      feeHandling?: string
      issuerName?: string
      issuerPost?: string
    }
  },
): StopNoticePaper {
  const { base, facts } = parts
  return {
    ...base,
    // Signed by the resolving agency, not by the reception unit.
    parentAgency: orNull(source.office.parentName),
    agency: source.office.name,
    dossierCode: source.dossier.code ?? '',
    receivedAt: localTime(source.dossier.receivedAt),
    reason: facts.reason ?? '',
    legalGround: orNull(facts.legalGround ?? ''),
    returnedPapers: source.components
      .filter((component) => component.provided && component.originals > 0)
      .map((component) => component.name),
    feeHandling: orNull(facts.feeHandling ?? ''),
    recipients: ['Như trên', source.office.receptionName, 'Lưu: VT'],
    signerAuthority: 'TM. Ủy ban nhân dân',
    signerPost: signingPost(facts.issuerPost ?? 'Chủ tịch'),
    signerName: facts.issuerName ?? null,
  }
}

export interface StoredLetter {
  letter: unknown
  number: number | null
  symbol: string | null
  issued_on: string | null
  signer: string | null
  signerPost: string | null
}

/** The result as a letter in the layout of Decree 30/2020; number and date stay open until the clerk gives them. */
export function composeLetter(source: PaperSource, result: StoredLetter): ReplyPaper {
  const letter = result.letter as z.output<typeof letterInput>
  const day = result.issued_on ?? localDate(source.dossier.receivedAt)
  return {
    parentAgency: orNull(source.office.parentName),
    agency: source.office.name,
    number: result.number === null ? null : paperNumber(result.number),
    symbol: result.symbol ?? orNull(paperSymbolOn('result', day, source.office.paperSymbols)),
    place: source.office.placeName,
    date: result.issued_on,
    typeName: orNull(letter.typeName),
    subject: letter.subject,
    addressees: letter.addressees,
    body: letter.body,
    recipients: letter.recipients.length > 0 ? letter.recipients : ['Như trên', 'Lưu: VT'],
    signerAuthority: 'TM. Ủy ban nhân dân',
    signerPost: signingPost(result.signerPost ?? 'Chủ tịch'),
    signerName: result.signer,
  }
}
