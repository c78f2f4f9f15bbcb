import { documentIdOf, statusCodes } from './message.ts'
import {
  addFault,
  dayAt,
  needed,
  neededWords,
  one,
  type Spot,
  shortened,
  timestampAt,
  words,
} from './spot.ts'
import { readDay } from './wire-values.ts'

/** What a `MessageStatus` says, in the shape of `EdxmlStatus`; faults go into the list of the spot. */
export function readStatus(spot: Spot) {
  const from = needed(spot, 'From')
  const responseFor = needed(spot, 'ResponseFor')
  const written = neededWords(spot, 'StatusCode')
  const statusCode = /^\d$/.test(written) ? `0${written}` : written
  if (written !== '' && !Object.hasOwn(statusCodes, statusCode))
    addFault(spot, `Mã trạng thái “${shortened(written)}” không có trong quy định.`, 'StatusCode')
  neededWords(spot, 'Timestamp')
  return {
    responseFor: responseFor && readResponseFor(responseFor),
    from: from && readAgency(from),
    statusCode,
    description: words(spot, 'Description'),
    timestamp: timestampAt(spot, 'Timestamp'),
    staff: readStaff(one(spot, 'StaffInfo')),
  }
}

/** An agency; one without a name goes by its code, for that is what it is known by. */
export function readAgency(spot: Spot) {
  const organId = neededWords(spot, 'OrganId')
  return {
    organId,
    organizationInCharge: words(spot, 'OrganizationInCharge'),
    organName: words(spot, 'OrganName') || organId,
    organAdd: words(spot, 'OrganAdd'),
    email: words(spot, 'Email'),
    telephone: words(spot, 'Telephone'),
    fax: words(spot, 'Fax'),
    website: words(spot, 'Website'),
  }
}

export function readStaff(spot: Spot | null) {
  return {
    department: words(spot, 'Department'),
    staff: words(spot, 'Staff'),
    mobile: words(spot, 'Mobile'),
    email: words(spot, 'Email'),
  }
}

/**
 * Which document is meant. Its identifier by the standard is made of the three other parts, so that either side that is
 * missing follows from the other.
 */
export function readResponseFor(spot: Spot) {
  const written = words(spot, 'DocumentId')
  const [, organ = '', day = '', code = ''] = /^([^,]+),(\d{4}\/\d\d\/\d\d),(.+)$/su.exec(written) ?? []
  const found = {
    organId: words(spot, 'OrganId') || organ.trim(),
    code: words(spot, 'Code') || code.trim(),
    promulgationDate: dayAt(spot, 'PromulgationDate') ?? readDay(day),
  }
  for (const [name, value] of [
    ['OrganId', found.organId],
    ['Code', found.code],
    ['PromulgationDate', found.promulgationDate],
  ] as const)
    if (!value) addFault(spot, 'Thiếu nội dung bắt buộc.', name)
  const { organId, code: number, promulgationDate } = found
  return { ...found, documentId: written || documentIdOf(organId, promulgationDate ?? '', number) }
}
