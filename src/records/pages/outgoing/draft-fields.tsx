import { Checkbox, NativeSelect, Paper, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { DateField } from '../../../ui/date-field.tsx'
import { UploadField } from '../../../ui/upload-field.tsx'
import { type DocumentType, typeOn, typeTableOn } from '../../model/outgoing/document-types.ts'
import { circulations, secrecies, urgencies } from '../../model/outgoing/outgoing-content.ts'
import type { DraftState } from './draft-state.ts'

export interface DraftFieldsProps {
  draft: DraftState
  today: string
  members: readonly { id: string; name: string; post: string }[]
  onChange(change: Partial<DraftState>): void
  errorAt(field: string): string | undefined
}

const hint = 'Mỗi dòng một mục; dấu gạch và dấu câu được in sẵn.'

/** What an officer writes of a document, in the order in which it stands on the page. */
export function DraftFields(props: DraftFieldsProps) {
  const { draft, today, onChange, errorAt } = props
  const type = typeOn(today, draft.typeCode)
  return (
    <Stack gap="sm">
      <NativeSelect
        label="Loại văn bản"
        value={draft.typeCode}
        error={errorAt('content.typeCode')}
        data={typeTableOn(today).types.map(({ code, name }) => ({ value: code, label: name }))}
        onChange={({ currentTarget }) => onChange({ typeCode: currentTarget.value })}
      />
      <Textarea
        label="Trích yếu"
        description={type?.layout === 'letter' ? 'Không gõ “V/v”; chữ này được in sẵn.' : undefined}
        value={draft.subject}
        error={errorAt('content.subject')}
        autosize
        minRows={2}
        maxLength={500}
        onChange={({ currentTarget }) => onChange({ subject: currentTarget.value })}
        required
      />
      <TextParts {...props} type={type} />
      <UploadField
        label="Hoặc dùng tệp Word soạn sẵn"
        description="Tệp DOCX không có macro, để trống số và ngày ở dòng “Số:      /…” và “ngày … tháng … năm …”; phần chữ gõ ở trên khi đó không được in."
        error={errorAt('fileId')}
        files={draft.file ? [draft.file] : []}
        onChange={([file]) => onChange({ file: file ?? null })}
      />
      <Textarea
        label="Nơi nhận"
        description="Mỗi dòng một nơi nhận; dòng “Lưu: VT” được in sẵn."
        value={draft.recipients}
        error={errorAt('content.recipients')}
        autosize
        minRows={2}
        onChange={({ currentTarget }) => onChange({ recipients: currentTarget.value })}
      />
      <SigningFields {...props} isSignedByTwo={type?.layout === 'two-signatures'} />
      <FurtherFields {...props} />
    </Stack>
  )
}

function TextParts(props: DraftFieldsProps & { type: DocumentType | null }) {
  const { draft, onChange, errorAt, type } = props
  return (
    <>
      {type?.addressees !== 'none' || draft.addressees !== '' ? (
        <Textarea
          label="Kính gửi"
          description={hint}
          value={draft.addressees}
          error={errorAt('content.addressees')}
          autosize
          minRows={1}
          onChange={({ currentTarget }) => onChange({ addressees: currentTarget.value })}
        />
      ) : null}
      <Textarea
        label="Căn cứ ban hành"
        description={hint}
        value={draft.bases}
        error={errorAt('content.bases')}
        autosize
        minRows={type?.bases === 'required' ? 3 : 1}
        onChange={({ currentTarget }) => onChange({ bases: currentTarget.value })}
      />
      <Textarea
        label="Nội dung"
        description="Mỗi đoạn một dòng. Gõ “Điều 1. …”, “1. …”, “a) …”, “Chương I …”, “I. …” ở đầu dòng để phần mềm trình bày đúng. Dấu “./.” được in sẵn."
        value={draft.body}
        error={errorAt('content.body')}
        autosize
        minRows={10}
        maxRows={28}
        onChange={({ currentTarget }) => onChange({ body: currentTarget.value })}
      />
    </>
  )
}

function SigningFields(props: DraftFieldsProps & { isSignedByTwo: boolean }) {
  const { draft, members, onChange, errorAt, isSignedByTwo } = props
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
      <NativeSelect
        label="Người ký"
        value={draft.signerId}
        error={errorAt('content.signerId')}
        data={[
          { value: '', label: 'Chưa chọn' },
          ...members.map(({ id, name, post }) => ({ value: id, label: `${name} (${post})` })),
        ]}
        onChange={({ currentTarget }) => onChange({ signerId: currentTarget.value })}
      />
      <Checkbox
        label="Ký thay mặt tập thể (TM.)"
        checked={draft.collective}
        mt={{ base: 0, sm: 30 }}
        onChange={({ currentTarget }) => onChange({ collective: currentTarget.checked })}
      />
      {isSignedByTwo ? (
        <>
          <TextInput
            label="Chức danh người ký thứ hai"
            value={draft.coPost}
            maxLength={120}
            onChange={({ currentTarget }) => onChange({ coPost: currentTarget.value })}
          />
          <TextInput
            label="Họ tên người ký thứ hai"
            value={draft.coName}
            maxLength={120}
            onChange={({ currentTarget }) => onChange({ coName: currentTarget.value })}
          />
        </>
      ) : null}
    </SimpleGrid>
  )
}

function FurtherFields({ draft, onChange, errorAt }: DraftFieldsProps) {
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <NativeSelect
          label="Độ khẩn"
          value={draft.urgency}
          data={Object.entries(urgencies).map(([value, label]) => ({ value, label }))}
          onChange={({ currentTarget }) =>
            onChange({ urgency: currentTarget.value as DraftState['urgency'] })
          }
        />
        <NativeSelect
          label="Chỉ dẫn lưu hành"
          value={draft.circulation}
          data={circulations.map((value) => ({ value, label: value || 'Không có' }))}
          onChange={({ currentTarget }) =>
            onChange({ circulation: currentTarget.value as DraftState['circulation'] })
          }
        />
        <NativeSelect
          label="Phạm vi xem"
          value={draft.secrecy}
          error={errorAt('secrecy')}
          data={Object.entries(secrecies).map(([value, label]) => ({ value, label }))}
          onChange={({ currentTarget }) =>
            onChange({ secrecy: currentTarget.value as DraftState['secrecy'] })
          }
        />
        <TextInput
          label="Số bản phát hành"
          inputMode="numeric"
          value={draft.copies}
          error={errorAt('content.copies')}
          maxLength={4}
          onChange={({ currentTarget }) => onChange({ copies: currentTarget.value.replaceAll(/\D/g, '') })}
        />
        <DateField
          label="Hạn trả lời"
          description="Để trống nếu không yêu cầu trả lời"
          value={draft.replyBy}
          error={errorAt('replyBy')}
          onValue={(replyBy) => onChange({ replyBy })}
        />
      </SimpleGrid>
      {draft.repliesTo.length > 0 ? (
        <Paper withBorder p="sm">
          <Text size="sm" fw={600}>
            Trả lời văn bản đến
          </Text>
          {draft.repliesTo.map(({ id, label }) => (
            <Checkbox
              key={id}
              mt="xs"
              label={label}
              checked
              onChange={() => onChange({ repliesTo: draft.repliesTo.filter((each) => each.id !== id) })}
            />
          ))}
          {errorAt('repliesTo') ? (
            <Text size="sm" c="red.9" mt="xs">
              {errorAt('repliesTo')}
            </Text>
          ) : null}
        </Paper>
      ) : null}
    </>
  )
}
