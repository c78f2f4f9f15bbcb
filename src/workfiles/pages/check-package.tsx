import { Anchor, Button, List, Paper, Progress, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { FileChooser } from '../../ui/file-chooser.tsx'
import { Notice } from '../../ui/notice.tsx'
import { requireStaff } from '../../ui/page-context.ts'
import { postFiles } from '../../ui/post-files.ts'
import type { PackageCheck } from '../api/archive-routes.ts'
import { overseers } from '../policy.ts'
import type { Route } from './+types/check-package.ts'

export const meta = () => [{ title: 'Kiểm tra gói lưu trữ — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, overseers)
  return null
}

/** Whether a package that somebody brings is whole, what it holds, and whether it is one of ours. Nothing of it is kept. */
export default function CheckPackage() {
  const [progress, setProgress] = useState<number | null>(null)
  const [refused, setRefused] = useState('')
  const [check, setCheck] = useState<PackageCheck | null>(null)

  async function take(file: File | null) {
    if (!file) return
    setRefused('')
    setCheck(null)
    setProgress(0)
    const { output, problem } = await postFiles<PackageCheck>('/archive-packages/check', [file], setProgress)
    setProgress(null)
    if (output) setCheck(output)
    else setRefused(problem)
  }

  return (
    <Stack gap="lg">
      <Title order={1} size="h2">
        Kiểm tra gói lưu trữ
      </Title>
      <Text size="sm">
        Chọn tệp ZIP của gói. Phần mềm đọc lại từng byte rồi cho biết gói còn nguyên vẹn không; gói không được
        lưu lại.
      </Text>
      <FileChooser accept=".zip,application/zip" onChange={take}>
        {(button) => (
          <Button {...button} disabled={progress !== null} style={{ alignSelf: 'flex-start' }}>
            Chọn gói
          </Button>
        )}
      </FileChooser>
      {progress !== null ? (
        <>
          <Progress value={progress} aria-label="Đang tải gói lên" />
          <Text size="sm" role="status">
            {progress < 100 ? `Đang tải lên ${Math.round(progress)}%` : 'Đang kiểm tra…'}
          </Text>
        </>
      ) : null}
      {refused ? (
        <Notice tone="warning" title="Chưa kiểm tra được">
          {refused}
        </Notice>
      ) : null}
      {check ? <Report check={check} /> : null}
    </Stack>
  )
}

function Report({ check }: { check: PackageCheck }) {
  const { isWhole, faults, moreFaults, notes, fingerprint, known, file } = check
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="ket-qua" role="status">
      <Stack gap="xs">
        <Title order={2} size="h4" id="ket-qua">
          {isWhole ? 'Gói nguyên vẹn' : 'Gói có lỗi, không nhận'}
        </Title>
        {file ? (
          <Text size="sm">
            Hồ sơ {file.FileCode.FileNotation}/{file.FileCode.FileCatalog}: {file.Title}. {check.documents}{' '}
            văn bản, {check.files} tệp.
          </Text>
        ) : null}
        {fingerprint ? (
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            Mã niêm phong: {fingerprint}. Hãy đối chiếu với biên bản giao nhận.
          </Text>
        ) : null}
        <Text size="sm">
          {known ? (
            <>
              Gói do đơn vị đóng lúc {formatShortMoment(new Date(known.madeAt))}, người đóng{' '}
              {known.madeByName}, từ hồ sơ{' '}
              <Anchor component={Link} to={`/ho-so-cong-viec/${known.workFileId}`} inherit>
                {known.symbol}/{known.year}
              </Anchor>
              .
            </>
          ) : (
            'Không phải gói do đơn vị đóng, hoặc mã niêm phong đã bị thay đổi.'
          )}
        </Text>
        {faults.length > 0 ? (
          <List size="sm">
            {faults.map(({ place, words }) => (
              <List.Item key={`${place} ${words}`} style={{ overflowWrap: 'anywhere' }}>
                {place ? `${place}: ` : ''}
                {words}
              </List.Item>
            ))}
          </List>
        ) : null}
        {moreFaults > 0 ? <Text size="sm">Còn {moreFaults} lỗi khác.</Text> : null}
        {notes.map((note) => (
          <Text key={note} size="sm" c="gray.7">
            {note}
          </Text>
        ))}
      </Stack>
    </Paper>
  )
}
