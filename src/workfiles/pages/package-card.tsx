import { Button, Group, Paper, Progress, Stack, Text, Title } from '@mantine/core'
import { useEffect } from 'react'
import { useRevalidator } from 'react-router'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { Notice } from '../../ui/notice.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { useApiCommand } from '../../ui/use-api-command.ts'
import { type BuildForm, progressWords } from '../model/package-builds.ts'
import type { WorkFileView } from '../queries/get-work-file.ts'

/** Milliseconds after which the page looks how far a package is. */
const lookAgain = 2000

/** The package for the archive and the reading copy: asked for, on their way, finished; and the seals of packages made before. */
export function PackageCard({ file }: { file: WorkFileView }) {
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="goi-luu-tru">
      <Stack gap="xs">
        <Title order={2} size="h4" id="goi-luu-tru">
          Gói nộp lưu trữ
        </Title>
        <Text size="sm">
          Tệp ZIP gồm mọi văn bản, bản PDF/A, dữ liệu đặc tả và lịch sử xử lý. Mã niêm phong vào biên bản giao
          nhận; ai có gói cũng kiểm tra lại được.
        </Text>
        {file.packages.map((made) => (
          <MadePackage key={made.fingerprint} file={file} made={made} />
        ))}
        <Building
          key={`goi ${file.build?.askedAt}`}
          file={file}
          build={file.build}
          form="package"
          label={file.packages.length > 0 ? 'Lập lại gói' : 'Lập gói'}
        />
        {file.mayPack ? <Reading file={file} /> : null}
      </Stack>
    </Paper>
  )
}

/** The whole file to be read. */
function Reading({ file }: { file: WorkFileView }) {
  return (
    <>
      <Title order={3} size="h5" mt="sm">
        Toàn văn hồ sơ
      </Title>
      <Text size="sm">
        Một tệp PDF gồm mục lục và mọi văn bản theo thứ tự ngày, kèm dữ liệu đặc tả XML; để đọc, in, mang
        theo. Chữ ký số kiểm tra trên tệp gốc.
      </Text>
      {file.reading?.kept ? (
        <Button
          component="a"
          href={`/api/v1/work-files/${file.id}/toan-van.zip`}
          variant="default"
          style={{ alignSelf: 'flex-start' }}
        >
          Tải toàn văn
        </Button>
      ) : null}
      <Building
        key={`toan-van ${file.reading?.askedAt}`}
        file={file}
        build={file.reading}
        form="reading"
        label={file.reading?.kept ? 'Xuất lại toàn văn' : 'Xuất toàn văn'}
      />
    </>
  )
}

function MadePackage({ file, made }: { file: WorkFileView; made: WorkFileView['packages'][number] }) {
  const { madeAt, madeByName, bytes, fingerprint, kept } = made
  return (
    <>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {formatShortMoment(new Date(madeAt))} · {madeByName} · {Math.ceil(bytes / 1024)} KB · mã niêm phong{' '}
        {fingerprint}
      </Text>
      {kept && file.mayPack ? (
        <Button
          component="a"
          href={`/api/v1/work-files/${file.id}/archive-package.zip`}
          variant="default"
          style={{ alignSelf: 'flex-start' }}
        >
          Tải gói nộp lưu trữ
        </Button>
      ) : null}
    </>
  )
}

interface BuildingProps {
  file: WorkFileView
  build: WorkFileView['build']
  form: BuildForm
  label: string
}

/** Asks for what is built, and tells how far it is until it is there. */
function Building({ file, build, form, label }: BuildingProps) {
  const { revalidate } = useRevalidator()
  const { send, busy, problem } = useApiCommand(`/work-files/${file.id}/archive-package`, () => revalidate())
  const progress = build ? progressWords(build) : null
  useEffect(() => {
    if (progress === null) return
    const timer = setInterval(revalidate, lookAgain)
    return () => clearInterval(timer)
  }, [progress === null, revalidate])
  if (build && progress !== null)
    return (
      <div>
        <Progress
          value={build.toRender > 0 ? (build.rendered / build.toRender) * 100 : 100}
          animated
          aria-label={form === 'package' ? 'Đang lập gói' : 'Đang xuất toàn văn'}
        />
        <Text size="sm" role="status">
          {build.askedByName} yêu cầu lúc {formatShortMoment(new Date(build.askedAt))}. {progress} Có thể rời
          trang này, việc vẫn tiếp tục.
        </Text>
      </div>
    )
  return (
    <>
      {build?.state === 'failed' ? (
        <Notice tone="warning" title={form === 'package' ? 'Chưa lập được gói' : 'Chưa xuất được toàn văn'}>
          {build.problem}
        </Notice>
      ) : null}
      {problem ? <ProblemAlert problem={problem} /> : null}
      {file.mayPack ? (
        <Group>
          <Button variant="default" loading={busy} onClick={() => send({ form })}>
            {label}
          </Button>
        </Group>
      ) : null}
    </>
  )
}
