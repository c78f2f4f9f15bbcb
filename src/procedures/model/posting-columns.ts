import { foldVietnamese } from '../../platform/search-text.ts'
import { type CatalogueColumn, wordColumn } from './catalogue-column.ts'
import { channels, codeOf, levels, wholeNumber } from './catalogue-words.ts'
import { joinLines, joinParts, rawLines, splitLines, splitParts } from './cell-text.ts'
import { lifeEventName, lifeEvents } from './life-events.ts'
import type { Posting } from './posting.ts'

/** A column of the posted parts that holds lines, or one line. */
function postingColumn(header: string, name: keyof Posting & string, isList: boolean): CatalogueColumn {
  return {
    header,
    path: `posting.${name}`,
    write({ posting }) {
      const value = posting[name]
      if (value === undefined) return ''
      return isList ? joinLines(value as string[]) : String(value)
    },
    read(cell, entry) {
      entry.posting[name] = isList ? splitLines(cell) : cell
    },
  }
}

const methodsColumn: CatalogueColumn = {
  header: 'Cách thức thực hiện',
  path: 'posting.methods',
  write: ({ posting }) =>
    (posting.methods ?? [])
      .map(({ channel, timeLimit, fee, description }) =>
        joinParts([channels[channel], timeLimit, fee, description]),
      )
      .join('\n'),
  read(cell, entry) {
    const methods: unknown[] = []
    for (const line of rawLines(cell)) {
      const [channel = '', timeLimit = '', fee = '', description = ''] = splitParts(line)
      const code = codeOf(channels, channel)
      if (typeof code !== 'string') return code.problem
      methods.push({ channel: code, timeLimit, fee, description })
    }
    entry.posting.methods = methods
  },
}

const lifeEventColumn: CatalogueColumn = {
  header: 'Sự kiện trong đời',
  path: 'posting.lifeEvents',
  write: ({ posting }) => joinLines((posting.lifeEvents ?? []).map((code) => lifeEventName(code) ?? code)),
  read(cell, entry) {
    entry.posting.lifeEvents = splitLines(cell).map(
      (line) => lifeEvents.find(({ name }) => foldVietnamese(name) === foldVietnamese(line))?.code ?? line,
    )
  },
}

const requirementsColumn: CatalogueColumn = {
  ...postingColumn('Yêu cầu, điều kiện', 'requirements', true),
  write: ({ posting }) =>
    posting.requirements?.length === 0 ? 'Không có' : joinLines(posting.requirements ?? []),
  read(cell, entry) {
    entry.posting.requirements = foldVietnamese(cell) === 'khong co' ? [] : splitLines(cell)
  },
}

const setCountColumn: CatalogueColumn = {
  ...postingColumn('Số bộ hồ sơ', 'setCount', false),
  read(cell, entry) {
    const count = wholeNumber(cell)
    if (typeof count !== 'number') return count.problem
    entry.posting.setCount = count
  },
}

/** The columns of the posted parts, in the order of the template. */
export const postingColumns: readonly CatalogueColumn[] = [
  postingColumn('Trình tự thực hiện', 'sequence', true),
  methodsColumn,
  setCountColumn,
  postingColumn('Đối tượng thực hiện', 'subjects', true),
  postingColumn('Cơ quan thực hiện', 'performer', false),
  postingColumn('Cơ quan phối hợp', 'coordinating', false),
  requirementsColumn,
  postingColumn('Mã kết quả', 'resultCodes', true),
  wordColumn({ header: 'Dịch vụ công trực tuyến', path: 'posting.onlineLevel' }, levels, {
    get: ({ posting }) => posting.onlineLevel,
    set(entry, code) {
      entry.posting.onlineLevel = code
    },
  }),
  postingColumn('Từ khóa', 'keywords', true),
  lifeEventColumn,
]
