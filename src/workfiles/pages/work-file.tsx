import { Anchor, Badge, Button, Group, List, Paper, Stack, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import { formatDate, formatShortMoment } from '../../calendar/model/clock-time.ts'
import { Notice } from '../../ui/notice.tsx'
import { pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { runJsonForm } from '../../ui/run-json-form.ts'
import { changeWorkFile, freezeWorkFile, reopenWorkFile } from '../commands/change-work-file.ts'
import { closeWorkFile } from '../commands/close-work-file.ts'
import { attachToWorkFile, describeFiled, fileDocuments, unfileDocument } from '../commands/file-documents.ts'
import { askToHold, decideHold } from '../commands/hold-back.ts'
import { noteView } from '../commands/note-view.ts'
import { media, workFileStates } from '../model/states.ts'
import { workFileKinds } from '../model/time-limits.ts'
import { openingChoices } from '../queries/filing-choices.ts'
import { getWorkFile, type WorkFileView } from '../queries/get-work-file.ts'
import type { Route } from './+types/work-file.ts'
import { FileDocuments } from './file-documents.tsx'
import { PackageCard } from './package-card.tsx'
import { WorkFileActions } from './work-file-actions.tsx'

export const meta = ({ loaderData }: Route.MetaArgs) => [
  { title: `Hồ sơ ${loaderData?.file.symbol ?? ''} — Một Cửa` },
]

export async function loader({ context, request, params }: Route.LoaderArgs) {
  requireStaff(context, request, getWorkFile.audience)
  const { id } = params
  const [file, { periods }] = await Promise.all([
    pageRead(context, getWorkFile, { id }),
    pageRead(context, openingChoices, {}),
  ])
  if (file.seenToday) return { file, periods }
  // Whoever opens the page twice at the same moment is noted once.
  const idempotencyKey = `xem-${id}-${file.today}`
  await pageWrite(context, noteView, { input: { id }, idempotencyKey })
  return { file: await pageRead(context, getWorkFile, { id }), periods }
}

const works = {
  'them-van-ban': fileDocuments,
  'them-tep': attachToWorkFile,
  'go-van-ban': unfileDocument,
  'ghi-to-so': describeFiled,
  sua: changeWorkFile,
  'ket-thuc': closeWorkFile,
  'mo-lai': reopenWorkFile,
  khoa: freezeWorkFile,
  'xin-giu-lai': askToHold,
  'cho-y-kien': decideHold,
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, getWorkFile.audience)
  return runJsonForm(pageWrite, context, { form: await request.formData(), works })
}

/** One work file: what it is, what may be done, what lies in it, what it still lacks, and how it came so far. */
export default function WorkFilePage({ loaderData }: Route.ComponentProps) {
  const { file, periods } = loaderData
  return (
    <Stack gap="lg">
      <Anchor component={Link} to="/ho-so-cong-viec" size="sm">
        Danh sách hồ sơ công việc
      </Anchor>
      <Head file={file} />
      <WorkFileActions key={file.revision} file={file} periods={periods} />
      {file.lacks.length > 0 ? <Lacks lacks={file.lacks} /> : null}
      <FileDocuments key={`van-ban-${file.revision}`} file={file} />
      <Details file={file} />
      {file.mayPack || file.packages.length > 0 ? <PackageCard file={file} /> : null}
      <History events={file.events} />
    </Stack>
  )
}

function Head({ file }: { file: WorkFileView }) {
  return (
    <Stack gap="xs">
      <Group gap="sm">
        <Title order={1} size="h2">
          Hồ sơ {file.symbol}/{file.year}
        </Title>
        <Badge size="lg" variant="outline" color="dark" tt="none">
          {workFileStates[file.state]}
        </Badge>
      </Group>
      <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
        {file.title}
      </Text>
      {file.frozenReason ? (
        <Notice tone="warning" title="Hồ sơ đang khóa">
          {file.frozenReason}
        </Notice>
      ) : null}
      {file.hold ? (
        <Notice tone="warning" title={`Xin giữ lại đến ${formatDate(file.hold.until)}`}>
          {file.hold.askedByName}: {file.hold.reason}
        </Notice>
      ) : null}
      {file.dueOn && file.state === 'closed' ? (
        <Text size="sm">
          Hạn nộp lưu: {formatDate(file.dueOn)}
          {file.dueOn < file.today ? ' (đã quá hạn)' : ''}.
        </Text>
      ) : null}
    </Stack>
  )
}

/** What is missing before it can be closed, each with the place where it is mended. */
function Lacks({ lacks }: { lacks: WorkFileView['lacks'] }) {
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="con-thieu">
      <Title order={2} size="h4" id="con-thieu">
        Cần hoàn thiện trước khi kết thúc
      </Title>
      <List size="sm" mt="xs">
        {lacks.map((lack) => (
          <List.Item key={`${lack.code} ${lack.linkId}`}>
            {lack.words}{' '}
            {lack.at.startsWith('#') ? (
              <Anchor href={lack.at} inherit aria-label={`Đến chỗ sửa: ${lack.words}`}>
                Đến chỗ sửa
              </Anchor>
            ) : (
              <Anchor component={Link} to={lack.at} inherit aria-label={`Mở văn bản: ${lack.words}`}>
                Mở văn bản
              </Anchor>
            )}
          </List.Item>
        ))}
      </List>
    </Paper>
  )
}

/** How often it was looked at, in words. */
function viewWords({ times, people, lastAt }: WorkFileView['views']): string {
  if (lastAt === null) return ''
  return `${times} lượt, ${people} người, gần nhất ${formatShortMoment(new Date(lastAt))}`
}

function Details({ file }: { file: WorkFileView }) {
  const lines: [string, string][] = [
    ['Người lập hồ sơ', [file.keeperName, file.unitName].filter(Boolean).join(', ')],
    ['Thời hạn bảo quản', file.retention],
    ['Nguồn', file.fromList ? 'Theo Danh mục hồ sơ' : 'Ngoài Danh mục hồ sơ'],
    ['Loại, dạng hồ sơ', `${workFileKinds[file.kind]}, ${media[file.medium].toLowerCase()}`],
    ['Chế độ sử dụng', file.restricted ? 'Hạn chế' : 'Không hạn chế'],
    ['Ngôn ngữ', file.language],
    [
      'Thời gian',
      [file.startedOn, file.endedOn].flatMap((day) => (day ? formatDate(day) : [])).join(' đến '),
    ],
    ['Số tờ', file.sheets === null ? '' : String(file.sheets)],
    ['Chứng từ kết thúc', file.closingWords],
    ['Giữ lại đến', file.heldUntil ? formatDate(file.heldUntil) : ''],
    ['Hết thời hạn bảo quản', file.expiresOn ? `từ ${formatDate(file.expiresOn)}` : ''],
    ['Ghi chú', file.note],
    ['Lượt xem', viewWords(file.views)],
  ]
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="thong-tin">
      <Stack gap={4}>
        <Title order={2} size="h4" id="thong-tin">
          Thông tin hồ sơ
        </Title>
        {lines.map(([label, words]) =>
          words === '' ? null : (
            <Text key={label} size="sm" style={{ overflowWrap: 'anywhere' }}>
              <Text span c="gray.7" inherit>
                {label}:{' '}
              </Text>
              {words}
            </Text>
          ),
        )}
        {file.handovers.map(({ id, number, year }) => (
          <Anchor key={id} component={Link} to={`/nop-luu/${id}`} size="sm">
            Lần giao nộp số {number}/{year}
          </Anchor>
        ))}
        <Group mt="xs">
          <Button
            component="a"
            href={`/api/v1/work-files/${file.id}/muc-luc.pdf`}
            target="_blank"
            variant="default"
          >
            In mục lục văn bản
          </Button>
          <Button component="a" href={`/api/v1/work-files/${file.id}/muc-luc.xlsx`} variant="default">
            Mục lục Excel
          </Button>
        </Group>
      </Stack>
    </Paper>
  )
}

function History({ events }: { events: WorkFileView['events'] }) {
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="qua-trinh">
      <Title order={2} size="h4" id="qua-trinh">
        Quá trình lập hồ sơ
      </Title>
      <List size="sm" mt="xs" listStyleType="none">
        {events.map(({ id, at, actorName, actorPost, words }) => (
          <List.Item key={id}>
            {formatShortMoment(new Date(at))} · {actorName}
            {actorPost ? ` (${actorPost})` : ''}: {words}
          </List.Item>
        ))}
      </List>
    </Paper>
  )
}
