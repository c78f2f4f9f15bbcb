import { renderDocx } from '../platform/docx.ts'
import type { SpecialRoute } from '../platform/http/api.ts'
import type { OfficialDocument } from '../platform/official-document.ts'
import type { Actor } from '../platform/operations.ts'
import { read } from '../platform/read.ts'
import type { Services } from '../platform/services.ts'
import { printRegulation, printRosterDecision } from './queries/desk-papers.ts'

const kinds = {
  pdf: {
    type: 'application/pdf',
    description: 'Tệp PDF/A',
    disposition: 'inline',
    make: (services: Services, document: OfficialDocument) => services.pdf.render('decision', document),
  },
  docx: {
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    description: 'Tệp Word',
    disposition: 'attachment',
    make: (_services: Services, document: OfficialDocument) => renderDocx(document),
  },
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
  const { type, description, disposition, make } = kinds[kind]
  return {
    method: 'GET',
    path: `${paper.path}.${kind}`,
    title: `${paper.title} (${description})`,
    audience: printRegulation.audience,
    document: {
      parameters: paper.parameters,
      responses: {
        200: { description, content: { [type]: { schema: { type: 'string', format: 'binary' } } } },
      },
    },
    async handle(services, { request, reply, actor }) {
      const { fileName, document } = await paper.read(services, actor, request.query)
      const bytes = await make(services, document)
      return reply
        .type(type)
        .header('content-disposition', `${disposition}; filename="${fileName}.${kind}"`)
        .header('cache-control', 'private, no-store')
        .send(Buffer.from(bytes))
    },
  }
}
