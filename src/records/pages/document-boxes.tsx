import {
  Autocomplete,
  Button,
  Checkbox,
  Collapse,
  NativeSelect,
  SimpleGrid,
  Stack,
  Textarea,
  TextInput,
} from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { DateField } from '../../ui/date-field.tsx'
import { dateText } from '../../ui/date-text.ts'
import {
  arrivalChannels,
  circulations,
  documentTypes,
  lengths,
  secrecyMarks,
  urgencies,
} from '../model/document-fields.ts'

export interface DocumentChoices {
  issuers: string[]
  signers: { name: string; post: string }[]
  fields: { code: string; name: string }[]
}

/** What the boxes hold at the start. */
export interface DocumentValues {
  issuer: string
  symbol: string
  issuedOn: string
  typeName: string
  subject: string
  language: string
  pageCount: number | null
  signerPost: string
  signerName: string
  urgency: number
  circulation: string
  restricted: boolean
  fieldCode: string | null
  replyBy: string | null
  note: string
}

interface Props {
  choices: DocumentChoices
  today: string
  errorAt(field: string): string | undefined
  values?: DocumentValues
  /** Whether the day and the way of arrival are asked too. */
  withArrival?: boolean
}

const optionsOf = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }))

/** What the law wants registered, the usual boxes first; the rest is folded away with its usual answers. */
export function DocumentBoxes({ choices, today, errorAt, values, withArrival = false }: Props) {
  const [isOpen, more] = useDisclosure(false)
  const isWrong = ['language', 'pageCount', 'circulation', 'note', 'arrivedOn', 'channel'].some(errorAt)
  const shared = { choices, errorAt, values }
  return (
    <Stack gap="sm">
      <NameBoxes {...shared} />
      <SignerBoxes {...shared} />
      <MarkBoxes {...shared} />
      <Button
        variant="subtle"
        onClick={more.toggle}
        aria-expanded={isOpen || isWrong}
        aria-controls="thong-tin-khac"
        style={{ alignSelf: 'flex-start' }}
      >
        Thông tin khác
      </Button>
      <Collapse expanded={isOpen || isWrong} id="thong-tin-khac" transitionDuration={0}>
        <OtherBoxes {...{ today, errorAt, values, withArrival }} />
      </Collapse>
    </Stack>
  )
}

type BoxesProps = Pick<Props, 'choices' | 'errorAt'> & { values: DocumentValues | undefined }

function NameBoxes({ choices, errorAt, values }: BoxesProps) {
  return (
    <>
      <Autocomplete
        name="issuer"
        label="Cơ quan, tổ chức ban hành (tác giả)"
        data={choices.issuers}
        limit={8}
        defaultValue={values?.issuer}
        error={errorAt('issuer')}
        maxLength={lengths.issuer}
        required
        withAsterisk
      />
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
        <TextInput
          name="symbol"
          label="Số, ký hiệu"
          placeholder="123/UBND-VP"
          defaultValue={values?.symbol}
          error={errorAt('symbol')}
          maxLength={lengths.symbol}
          autoComplete="off"
          required
        />
        <DayBox
          name="issuedOn"
          label="Ngày văn bản"
          initial={values?.issuedOn ?? ''}
          error={errorAt('issuedOn')}
          required
        />
        <NativeSelect
          name="typeName"
          label="Tên loại"
          defaultValue={values?.typeName}
          error={errorAt('typeName')}
          data={[...documentTypes]}
          required
        />
      </SimpleGrid>
      <Textarea
        name="subject"
        label="Trích yếu nội dung"
        defaultValue={values?.subject}
        error={errorAt('subject')}
        maxLength={lengths.subject}
        autosize
        minRows={2}
        required
      />
    </>
  )
}

function MarkBoxes({ choices, errorAt, values }: BoxesProps) {
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
        <NativeSelect
          name="urgency"
          label="Mức độ khẩn"
          defaultValue={String(values?.urgency ?? 0)}
          error={errorAt('urgency')}
          data={urgencies.map((label, index) => ({ value: String(index), label }))}
        />
        <NativeSelect
          name="secrecy"
          label="Dấu chỉ độ mật"
          error={errorAt('secrecy')}
          data={optionsOf(secrecyMarks)}
        />
        <DayBox
          name="replyBy"
          label="Hạn trả lời"
          initial={values?.replyBy ?? ''}
          error={errorAt('replyBy')}
        />
      </SimpleGrid>
      <NativeSelect
        name="fieldCode"
        label="Lĩnh vực"
        description="Giúp gợi ý người xử lý; không rõ thì để trống."
        defaultValue={values?.fieldCode ?? ''}
        error={errorAt('fieldCode')}
        data={[
          { value: '', label: 'Không chọn' },
          ...choices.fields.map(({ code, name }) => ({ value: code, label: name })),
        ]}
      />
    </>
  )
}

function SignerBoxes({ choices, errorAt, values }: BoxesProps) {
  const [post, setPost] = useState(values?.signerPost ?? '')
  const names = [...new Set(choices.signers.map(({ name }) => name))]
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
      <Autocomplete
        name="signerName"
        label="Người ký"
        data={names}
        limit={6}
        defaultValue={values?.signerName}
        error={errorAt('signerName')}
        maxLength={lengths.person}
        onOptionSubmit={(name) => setPost(choices.signers.find((each) => each.name === name)?.post ?? post)}
      />
      <TextInput
        name="signerPost"
        label="Chức vụ người ký"
        value={post}
        onChange={(event) => setPost(event.currentTarget.value)}
        error={errorAt('signerPost')}
        maxLength={lengths.post}
      />
    </SimpleGrid>
  )
}

function OtherBoxes({
  today,
  errorAt,
  values,
  withArrival,
}: Omit<Props, 'choices' | 'values'> & { values: DocumentValues | undefined }) {
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
        {withArrival ? (
          <>
            <DayBox name="arrivedOn" label="Ngày đến" initial={today} error={errorAt('arrivedOn')} />
            <NativeSelect
              name="channel"
              label="Đến bằng"
              error={errorAt('channel')}
              data={[{ value: '', label: 'Tự chọn theo tệp' }, ...optionsOf(arrivalChannels)]}
            />
          </>
        ) : null}
        <TextInput
          name="pageCount"
          label="Số trang"
          description="Để trống: đếm từ tệp PDF."
          inputMode="numeric"
          defaultValue={values?.pageCount ?? ''}
          error={errorAt('pageCount')}
        />
        <NativeSelect
          name="circulation"
          label="Phạm vi lưu hành"
          defaultValue={values?.circulation}
          error={errorAt('circulation')}
          data={optionsOf(circulations)}
        />
        <TextInput
          name="language"
          label="Ngôn ngữ"
          defaultValue={values?.language ?? 'Tiếng Việt'}
          error={errorAt('language')}
          maxLength={lengths.language}
        />
      </SimpleGrid>
      <Checkbox
        name="restricted"
        defaultChecked={values?.restricted ?? false}
        label="Hạn chế người xem: chỉ văn thư, lãnh đạo và người được giao; mỗi lần xem đều ghi nhật ký"
      />
      <TextInput
        name="note"
        label="Ghi chú"
        defaultValue={values?.note}
        error={errorAt('note')}
        maxLength={lengths.note}
      />
    </Stack>
  )
}

interface DayBoxProps {
  name: string
  label: string
  /** ISO date, or nothing. */
  initial: string
  error?: string | undefined
  required?: boolean
}

/** A date of the form that keeps itself. */
export function DayBox({ initial, ...rest }: DayBoxProps) {
  const [text, setText] = useState(initial === '' ? '' : dateText(initial))
  return <DateField {...rest} value={text} onValue={setText} />
}
