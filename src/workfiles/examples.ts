/** Work files of the demonstration office, one for each thing that can be done next; with their revision. */
const files = {
  file: 2,
  change: 1,
  unfile: 2,
  close: 2,
  reopen: 3,
  freeze: 1,
  askToHold: 3,
  decideHold: 4,
  offer: 3,
  offered: 4,
  returned: 4,
  received: 5,
  expired: 3,
  proposed: 3,
  approved: 3,
  destroyed: 4,
  recalled: 2,
  late: 3,
} as const
export type DemoWorkFile = keyof typeof files
export const demoWorkFileNames = Object.keys(files) as DemoWorkFile[]

const numbered = (kind: string, number: number) =>
  `01982000-0000-7000-8000-${kind}${String(number).padStart(10, '0')}`

const id = (which: DemoWorkFile) => numbered('01', demoWorkFileNames.indexOf(which))

export const demoWorkFile = {
  id,
  ref: (which: DemoWorkFile) => ({ id: id(which), revision: files[which] }),
  /** Links of the file from which something is taken out: the first to be removed, the second to be described. */
  linkId: (index: number) => numbered('02', index),
  year: 2026,
  /** The list that is being prepared, and what stands in it. */
  draftYear: 2027,
  /** The list that waits to be issued. */
  readyYear: 2028,
  headingId: (index: number) => numbered('03', index),
  entryId: (index: number) => numbered('04', index),
  draftHeadingId: numbered('05', 0),
  draftEntryId: numbered('05', 1),
  handoverId: (index: number) => numbered('07', index),
  destructionId: (index: number) => numbered('08', index),
  openExample: {
    symbol: '99.VP',
    title: 'Hồ sơ về việc tổ chức hội nghị tổng kết công tác năm',
    retentionCode: '10',
    startedOn: '2026-03-02',
  },
} as const
