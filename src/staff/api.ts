import { renderDocx } from '../platform/docx.ts'
import type { SpecialRoute } from '../platform/http/api.ts'
import { fileResponse, sendFile } from '../platform/http/send-file.ts'
import type { OfficialDocument } from '../platform/official-document.ts'
import type { Actor } from '../platform/operations.ts'
import { read } from '../platform/read.ts'
import type { Services } from '../platform/services.ts'
import { printRegulation, printRosterDecision } from './queries/desk-papers.ts'

const kinds = {
  pdf: (services: Services, document: OfficialDocument) => services.pdf.render('decision', document),
  docx: (_services: Services, document: OfficialDocument) => renderDocx(document),
} as const

interface DeskPaper {
  path: string
  title: string
  parameters: readonly object[]
  read(
    services: Services,
    actor: Actor,
    query: unknown,
  ): Promise<{ fileName: string; document: OfficialDocument }>
}

const dateParameter = {
  name: 'date',
  in: 'query',
  description: 'Ngày của dữ liệu; để trống là hôm nay',
  schema: { type: 'string', format: 'date' },
}

const papers: readonly DeskPaper[] = [
  {
    path: '/desk-papers/regulation',
    title: 'Quyết định ban hành Quy chế tổ chức và hoạt động của bộ phận một cửa',
    parameters: [dateParameter],
    read: (services, actor, query) => read(services, actor, printRegulation, query),
  },
  {
    path: '/desk-papers/roster',
    title: 'Quyết định phân công cán bộ, công chức làm việc tại bộ phận một cửa',
    parameters: [
      dateParameter,
      {
        name: 'gaps',
        in: 'query',
        description: 'accepted: in bản dự thảo dù còn lĩnh vực chưa có người',
        schema: { type: 'string', enum: ['accepted'] },
      },
    ],
    read: (services, actor, query) => read(services, actor, printRosterDecision, query),
  },
]

/** The two papers of the one-stop unit, to print and as Word files. */
export const staffRoutes: readonly SpecialRoute[] = papers.flatMap((paper) =>
  (['pdf', 'docx'] as const).map((kind) => routeOf(paper, kind)),
)

function routeOf(paper: DeskPaper, kind: keyof typeof kinds): SpecialRoute {
  return {
    method: 'GET',
    path: `${paper.path}.${kind}`,
    title: `${paper.title} (${kind === 'pdf' ? 'tệp PDF/A' : 'tệp Word'})`,
    audience: printRegulation.audience,
    document: { parameters: paper.parameters, ...fileResponse(kind) },
    async handle(services, { request, reply, actor }) {
      const { fileName, document } = await paper.read(services, actor, request.query)
      const bytes = await kinds[kind](services, document)
      return sendFile(reply, { bytes, type: kind, name: `${fileName}.${kind}` })
    },
  }
}
