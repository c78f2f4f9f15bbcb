const documentParts = [
  'From',
  'To',
  'DocumentId',
  'Code',
  'PromulgationInfo',
  'DocumentType',
  'Subject',
  'Content',
  'SignerInfo',
  'DueDate',
  'ToPlaces',
  'OtherInfo',
  'ResponseFor',
  'SteeringType',
] as const
export type DocumentPart = (typeof documentParts)[number]

const statusParts = ['ResponseFor', 'From', 'StatusCode', 'Description', 'Timestamp', 'StaffInfo'] as const
export type StatusPart = (typeof statusParts)[number]

const businessParts = [
  'DocType',
  'DocReason',
  'DocumentInfo',
  'DocumentId',
  'Paper',
  'StaffInfo',
  'ReplacementInfoList',
] as const
export type BusinessPart = (typeof businessParts)[number]

/** How a gateway wants its envelopes: the order of their parts, and its spelling of the word. */
export interface EdxmlDialect {
  document: readonly DocumentPart[]
  status: readonly StatusPart[]
  business: readonly BusinessPart[]
  businessWord: 'Bussiness' | 'Business'
}

/** The order of the samples of QCVN 102:2016/BTTTT; the double s stands in the standard. */
export const standardDialect: EdxmlDialect = {
  document: documentParts,
  status: statusParts,
  business: businessParts,
  businessWord: 'Bussiness',
}
