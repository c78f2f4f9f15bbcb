import { businessTypes } from './message.ts'
import { readAgency, readResponseFor, readStaff } from './read-status.ts'
import {
  addFault,
  all,
  countAt,
  dayAt,
  flagAt,
  needed,
  neededWords,
  one,
  type Spot,
  shortened,
  timestampAt,
  words,
  wordsOf,
} from './spot.ts'

/** What a `MessageHeader` and its traces say, in the shape of `EdxmlDocument`; faults go into the list of the spot. */
export function readDocumentHeader(spot: Spot, traceList: Spot | null) {
  const from = needed(spot, 'From')
  const to = all(spot, 'To')
  if (to.length === 0) addFault(spot, 'Thiếu nơi nhận.', 'To')
  const promulgation = needed(spot, 'PromulgationInfo')
  if (promulgation) neededWords(promulgation, 'PromulgationDate')
  const type = one(spot, 'DocumentType')
  const signer = one(spot, 'SignerInfo')
  return {
    from: from && readAgency(from),
    to: to.map(readAgency),
    documentId: neededWords(spot, 'DocumentId'),
    ...readCode(spot),
    place: words(promulgation, 'Place'),
    promulgationDate: dayAt(promulgation, 'PromulgationDate'),
    typeCode: words(type, 'Type'),
    typeDetail: words(type, 'TypeDetail'),
    typeName: words(type, 'TypeName'),
    subject: neededWords(spot, 'Subject'),
    content: words(spot, 'Content'),
    signer: {
      competence: words(signer, 'Competence'),
      position: words(signer, 'Position'),
      fullName: words(signer, 'FullName'),
    },
    dueDate: dayAt(spot, 'DueDate'),
    toPlaces: listed(one(spot, 'ToPlaces'), 'Place'),
    ...readOtherInfo(one(spot, 'OtherInfo')),
    responseFor: all(spot, 'ResponseFor').map(readResponseFor),
    steeringType: words(spot, 'SteeringType'),
    traces: all(traceList, 'TraceHeader').map((trace) => ({
      organId: neededWords(trace, 'OrganId'),
      timestamp: neededWords(trace, 'Timestamp') && timestampAt(trace, 'Timestamp'),
    })),
    business: readBusiness(one(traceList, 'Bussiness')),
  }
}

/** Some writers put number and notation into the number. */
function readCode(spot: Spot): { codeNumber: string; codeNotation: string } {
  const code = needed(spot, 'Code')
  const codeNumber = neededWords(code, 'CodeNumber')
  const codeNotation = words(code, 'CodeNotation')
  const slash = codeNumber.indexOf('/')
  if (codeNotation === '' && slash > 0)
    return { codeNumber: codeNumber.slice(0, slash).trim(), codeNotation: codeNumber.slice(slash + 1).trim() }
  if (code) neededWords(code, 'CodeNotation')
  return { codeNumber, codeNotation }
}

function readOtherInfo(spot: Spot | null) {
  const priority = words(spot, 'Priority') || '0'
  if (spot && !/^[0-3]$/.test(priority))
    addFault(spot, `Độ khẩn “${shortened(priority)}” không có trong quy định.`, 'Priority')
  return {
    priority: Number(priority),
    sphereOfPromulgation: words(spot, 'SphereOfPromulgation'),
    typerNotation: words(spot, 'TyperNotation'),
    promulgationAmount: countAt(spot, 'PromulgationAmount', 1),
    pageAmount: countAt(spot, 'PageAmount', 0),
    appendixes: listed(one(spot, 'Appendixes'), 'Appendix'),
  }
}

/** Messages without this part are seen; they are new documents, as one without a number of its kind is. */
function readBusiness(spot: Spot | null) {
  const number = words(spot, 'BussinessDocType') || '0'
  const type = /^\d$/.test(number) ? businessTypes[Number(number)] : undefined
  if (spot && type === undefined)
    addFault(spot, `Loại nghiệp vụ “${shortened(number)}” không có trong quy định.`, 'BussinessDocType')
  const info = one(spot, 'BussinessDocumentInfo')
  const reason = words(spot, 'BussinessDocReason')
  if (spot && type !== 'new' && reason === '')
    addFault(spot, 'Thiếu lý do thu hồi, cập nhật hoặc thay thế.', 'BussinessDocReason')
  if (spot && (type === 'recall' || type === 'update')) neededWords(spot, 'DocumentId')
  const replaced = all(one(spot, 'ReplacementInfoList'), 'ReplacementInfo')
  if (spot && type === 'replace' && replaced.length === 0)
    addFault(spot, 'Thiếu mã văn bản bị thay thế.', 'ReplacementInfoList')
  return {
    type,
    reason,
    documentId: words(spot, 'DocumentId') || null,
    informationChanged: flagAt(info, 'DocumentInfo'),
    receiversChanged: flagAt(info, 'DocumentReceiver'),
    receivers: all(one(info, 'ReceiverList'), 'Receiver').map((receiver) => ({
      receiverType: words(receiver, 'ReceiverType'),
      organId: neededWords(receiver, 'OrganId'),
    })),
    staff: readStaff(one(spot, 'StaffInfo')),
    paper: flagAt(spot, 'Paper'),
    replacements: replaced.map((each) => ({
      documentId: neededWords(each, 'DocumentId'),
      organIds: listed(one(each, 'OrganIdList'), 'OrganId'),
    })),
  }
}

/** Texts of a list; empty ones say nothing. */
function listed(spot: Spot | null, name: string): string[] {
  return all(spot, name)
    .map(wordsOf)
    .filter((text) => text !== '')
}
