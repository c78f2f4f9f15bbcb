import { Button, Group, Stack, Text, Textarea, Title } from '@mantine/core'
import { useState } from 'react'
import { nameEntries } from '../../model/form-outline.ts'
import { type FormDraft, type FormWords, fromSource, newForm, sourceOf } from './form-draft.ts'
import { EntryList } from './form-entries.tsx'
import { FormPreview } from './form-preview.tsx'
import { ProblemLines } from './problem-lines.tsx'
import { useProblem } from './problems.tsx'
import { TypedLine, TypedLines } from './typed-fields.tsx'

interface FormSectionProps {
  form: FormDraft | null
  /** For the title of a new declaration. */
  procedureName: string
  onForm(form: FormDraft | null): void
}

/** Tờ khai điện tử: as a list that anybody can edit, or as its source. */
export function FormSection({ form, procedureName, onForm }: FormSectionProps) {
  if (!form) {
    return (
      <Stack gap="xs" align="start">
        <Text size="sm">Thủ tục này chưa có tờ khai điện tử.</Text>
        <Button variant="default" onClick={() => onForm(newForm(`Tờ khai ${procedureName}`.slice(0, 200)))}>
          Tạo tờ khai
        </Button>
      </Stack>
    )
  }
  if (form.source !== null) {
    return <FormSource form={form} source={form.source} onForm={onForm} />
  }
  return (
    <Stack>
      <Group>
        <Button variant="default" onClick={() => onForm({ ...form, source: sourceOf(form) })}>
          Sửa dạng mã nguồn
        </Button>
        <Button variant="subtle" onClick={() => onForm(null)}>
          Bỏ tờ khai
        </Button>
      </Group>
      <FormList form={form} onForm={onForm} />
    </Stack>
  )
}

function FormList({ form, onForm }: { form: FormDraft; onForm(form: FormDraft): void }) {
  const { words } = form
  const edit = (part: Partial<FormWords>) => onForm({ ...form, words: { ...words, ...part } })
  const named = nameEntries(form.entries)
  return (
    <>
      <TypedLine
        path="change.form.title"
        label="Tên tờ khai"
        value={words.title}
        onValue={(title) => edit({ title })}
        maxLength={300}
      />
      <Group align="start" gap="sm">
        <TypedLine
          path="change.form.number"
          label="Mẫu số"
          value={words.number}
          onValue={(number) => edit({ number })}
          maxLength={60}
          flex="1 1 8rem"
        />
        <TypedLine
          path="change.form.basis"
          label="Văn bản ban hành mẫu"
          value={words.basis}
          onValue={(basis) => edit({ basis })}
          maxLength={300}
          flex="2 1 16rem"
        />
      </Group>
      <TypedLine
        path="change.form.addressee"
        label="Kính gửi"
        description="Để trống nếu gửi chính đơn vị"
        value={words.addressee}
        onValue={(addressee) => edit({ addressee })}
        maxLength={300}
      />
      <TypedLines
        path="change.form.opening"
        label="Lời mở đầu"
        value={words.opening}
        onValue={(opening) => edit({ opening })}
        maxLength={2000}
      />
      <Title order={3} size="h5">
        Các mục khai
      </Title>
      <ProblemLines path="change.form.schema" except={['change.form.schema.properties']} />
      <EntryList
        entries={form.entries}
        named={named}
        path="change.form.schema.properties"
        inside="form"
        onEntries={(entries) => onForm({ ...form, entries })}
      />
      <TypedLines
        path="change.form.pledge"
        label="Lời cam đoan"
        value={words.pledge}
        onValue={(pledge) => edit({ pledge })}
        maxLength={2000}
      />
      <TypedLines
        path="change.form.signers"
        label="Người ký"
        description="Mỗi dòng một người ký, từ trái sang phải"
        value={words.signers}
        onValue={(signers) => edit({ signers })}
      />
      <FormPreview words={words} entries={named} />
    </>
  )
}

interface FormSourceProps {
  form: FormDraft
  source: string
  onForm(form: FormDraft): void
}

function FormSource({ form, source, onForm }: FormSourceProps) {
  const [unreadable, setUnreadable] = useState(false)
  const problem = useProblem('formText')
  function showList() {
    const read = fromSource(source)
    setUnreadable(read === null)
    if (read) onForm(read)
  }
  return (
    <Stack>
      <Textarea
        label="Mã nguồn tờ khai"
        description="Dành cho người biết viết mã. Khi lưu, lỗi được chỉ rõ ở dòng nào."
        value={source}
        onChange={(event) => onForm({ ...form, source: event.currentTarget.value })}
        error={
          problem ??
          (unreadable
            ? 'Mã nguồn còn lỗi nên chưa chuyển được. Bấm “Xem thay đổi” để biết lỗi ở dòng nào.'
            : undefined)
        }
        autosize
        minRows={12}
        maxRows={30}
        spellCheck={false}
        styles={{ input: { fontFamily: 'monospace', whiteSpace: 'pre', overflowX: 'auto' } }}
      />
      <Group>
        <Button variant="default" onClick={showList}>
          Về dạng danh sách
        </Button>
      </Group>
    </Stack>
  )
}
