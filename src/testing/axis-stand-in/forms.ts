/** What an element must hold: text of this kind, or these parts in this order. */
export type Form = RegExp | Part[]
type Part = [name: string, count: '1' | '0-1' | '0-n' | '1-n', form: Form]

// The stand-in's own table, written from the samples of QCVN 102 and not from our writer, which it is there to check.
const any = /^[\s\S]*$/
const some = /\S/
const organ = /^[^\s,]{1,35}$/
const day = /^\d{4}\/(0[1-9]|1[0-2])\/(0[1-9]|[12]\d|3[01])$/
const moment = /^\d{4}\/(0[1-9]|1[0-2])\/(0[1-9]|[12]\d|3[01]) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/
const yesOrNo = /^[01]$/
const count = /^\d{1,6}$/

const agency: Part[] = [
  ['OrganId', '1', organ],
  ['OrganizationInCharge', '1', any],
  ['OrganName', '1', some],
  ['OrganAdd', '1', any],
  ['Email', '1', any],
  ['Telephone', '1', any],
  ['Fax', '1', any],
  ['Website', '1', any],
]
const staff: Part[] = [
  ['Department', '1', any],
  ['Staff', '1', any],
  ['Mobile', '1', any],
  ['Email', '1', any],
]
const responseFor: Part[] = [
  ['OrganId', '1', organ],
  ['Code', '1', some],
  ['PromulgationDate', '1', day],
  ['DocumentId', '1', some],
]
const listOf = (name: string, form: Form): Part[] => [[name, '1-n', form]]

const messageHeader: Part[] = [
  ['From', '1', agency],
  ['To', '1-n', agency],
  ['DocumentId', '1', some],
  [
    'Code',
    '1',
    [
      ['CodeNumber', '1', some],
      ['CodeNotation', '1', some],
    ],
  ],
  [
    'PromulgationInfo',
    '1',
    [
      ['Place', '1', any],
      ['PromulgationDate', '1', day],
    ],
  ],
  [
    'DocumentType',
    '1',
    [
      ['Type', '1', any],
      ['TypeDetail', '1', any],
      ['TypeName', '1', any],
    ],
  ],
  ['Subject', '1', some],
  ['Content', '1', any],
  [
    'SignerInfo',
    '1',
    [
      ['Competence', '1', any],
      ['Position', '1', any],
      ['FullName', '1', any],
    ],
  ],
  ['DueDate', '0-1', day],
  ['ToPlaces', '0-1', listOf('Place', some)],
  [
    'OtherInfo',
    '1',
    [
      ['Priority', '1', /^[0-3]$/],
      ['SphereOfPromulgation', '1', any],
      ['TyperNotation', '1', any],
      ['PromulgationAmount', '1', count],
      ['PageAmount', '1', count],
      ['Appendixes', '0-1', listOf('Appendix', some)],
    ],
  ],
  ['ResponseFor', '0-n', responseFor],
  ['SteeringType', '0-1', some],
]

const business: Part[] = [
  ['BussinessDocType', '1', /^[0-3]$/],
  ['BussinessDocReason', '1', any],
  [
    'BussinessDocumentInfo',
    '0-1',
    [
      ['DocumentInfo', '1', yesOrNo],
      ['DocumentReceiver', '1', yesOrNo],
      [
        'ReceiverList',
        '0-1',
        listOf('Receiver', [
          ['ReceiverType', '1', any],
          ['OrganId', '1', organ],
        ]),
      ],
    ],
  ],
  ['DocumentId', '0-1', some],
  ['Paper', '1', yesOrNo],
  ['StaffInfo', '1', staff],
  [
    'ReplacementInfoList',
    '0-1',
    listOf('ReplacementInfo', [
      ['DocumentId', '1', some],
      ['OrganIdList', '1', [['OrganId', '0-n', organ]]],
    ]),
  ],
]

const messageStatus: Part[] = [
  ['ResponseFor', '1', responseFor],
  ['From', '1', agency],
  ['StatusCode', '1', /^(0[1-6]|1[356])$/],
  ['Description', '1', any],
  ['Timestamp', '1', moment],
  ['StaffInfo', '1', staff],
]

const traces: Part[] = [
  [
    'TraceHeader',
    '0-n',
    [
      ['OrganId', '1', organ],
      ['Timestamp', '1', moment],
    ],
  ],
  ['Bussiness', '1', business],
]
const references: Part[] = [
  [
    'Reference',
    '0-n',
    [
      ['ContentId', '1', /^cid:\S+$/],
      ['ContentType', '1', /^[\w.+-]+\/[\w.+-]+$/],
      ['AttachmentName', '1', some],
      ['Description', '1', any],
    ],
  ],
]
const attachments = listOf('Attachment', [
  ['ContentId', '1', /^cid:\S+$/],
  ['AttachmentName', '1', some],
  ['Description', '1', any],
  ['ContentType', '1', /^[\w.+-]+\/[\w.+-]+$/],
  ['ContentTransferEncoded', '1', some],
])

/** The two kinds of envelopes, from the root on; a signature at the end of the header is looked at apart. */
export const envelopeForms: Record<'edoc' | 'status', Part[]> = {
  edoc: [
    [
      'edXMLEnvelope',
      '1',
      [
        [
          'edXMLHeader',
          '1',
          [
            ['MessageHeader', '1', messageHeader],
            ['TraceHeaderList', '1', traces],
          ],
        ],
        ['edXMLBody', '1', [['edXMLManifest', '1', references]]],
      ],
    ],
    ['AttachmentEncoded', '0-1', attachments],
  ],
  status: [['edXMLEnvelope', '1', [['edXMLHeader', '1', [['MessageStatus', '1', messageStatus]]]]]],
}
