import { Button, Group, Stack, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useRevalidator } from 'react-router'
import type { Problem } from '../../platform/errors.ts'
import { CommandDialog } from '../../ui/command-dialog.tsx'
import { FileChooser } from '../../ui/file-chooser.tsx'
import { postFiles } from '../../ui/post-files.ts'

interface WholeFileDialogProps {
  title: string
  /** Of the thing below /api/v1, to which `/to-sign.pdf` and `/signed-file` are added. */
  address: string
  /** Whose certificate is to sign, in words. */
  whose: string
  onClose(): void
  children?: ReactNode
}

/** The file goes out, is signed with the signer's own token and program, and comes back to be checked. */
export function WholeFileDialog({ title, address, whose, onClose, children }: WholeFileDialogProps) {
  const [chosen, setChosen] = useState<File | null>(null)
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState('')
  const { revalidate } = useRevalidator()
  async function submit() {
    if (!chosen) return setRefused('Hãy chọn tệp PDF đã ký số.')
    setBusy(true)
    const { output, problem } = await postFiles<object>(`${address}/signed-file`, [chosen], () => {})
    setBusy(false)
    if (!output) return setRefused(problem)
    await revalidate()
    onClose()
  }
  const problem = refused === '' ? null : ({ detail: refused } as Problem)
  return (
    <CommandDialog
      title={title}
      submitLabel="Nhận bản đã ký"
      busy={busy}
      problem={problem}
      onSubmit={submit}
      onClose={onClose}
    >
      {children}
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          1. Tải tệp về, ký số bằng {whose}. Không sửa và không lưu lại tệp bằng phần mềm khác.
        </Text>
        <Button component="a" href={`/api/v1${address}/to-sign.pdf`} variant="default" download>
          Tải tệp về để ký
        </Button>
        <Text size="sm">
          2. Tải lên tệp vừa ký. Phần mềm kiểm tra nội dung còn nguyên và chữ ký đúng người trước khi nhận.
        </Text>
        <Group gap="sm">
          <FileChooser
            accept=".pdf,application/pdf"
            onChange={(file) => {
              setRefused('')
              setChosen(file)
            }}
          >
            {(button) => (
              <Button {...button} variant="default">
                {chosen ? 'Chọn tệp khác' : 'Chọn tệp đã ký'}
              </Button>
            )}
          </FileChooser>
          {chosen ? (
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {chosen.name}
            </Text>
          ) : null}
        </Group>
      </Stack>
    </CommandDialog>
  )
}
