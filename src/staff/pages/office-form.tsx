import { Button, Fieldset, SimpleGrid, Stack, Text, TextInput, type TextInputProps } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Notice } from '../../ui/notice.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { type OfficeSettings, paperSymbolKinds } from '../model.ts'
import { symbolField, symbolKinds } from './read-office-form.ts'

type TextSetting = Exclude<keyof OfficeSettings, 'paperSymbols'>
type Setting = Pick<TextInputProps, 'label' | 'description' | 'required' | 'inputMode'> & {
  name: TextSetting
}

const settings: readonly Setting[] = [
  { name: 'name', label: 'Tên đơn vị', description: 'Ví dụ UBND xã Cẩm Long', required: true },
  { name: 'parentName', label: 'Cơ quan cấp trên', description: 'Ví dụ UBND tỉnh Thanh Hóa', required: true },
  {
    name: 'receptionName',
    label: 'Nơi tiếp nhận và trả kết quả',
    description: 'Tên in ở đầu giấy tiếp nhận',
    required: true,
  },
  {
    name: 'placeName',
    label: 'Địa danh',
    description: 'Đứng trước ngày, tháng trên giấy tờ',
    required: true,
  },
  {
    name: 'agencyCode',
    label: 'Mã định danh cơ quan',
    description: 'Đứng trong mã hồ sơ, ví dụ H56.22.17',
    required: true,
  },
  { name: 'address', label: 'Địa chỉ', description: 'Hiện ở trang tra cứu', required: true },
  { name: 'phone', label: 'Điện thoại', description: 'Để trống nếu chưa có', inputMode: 'tel' },
  { name: 'email', label: 'Thư điện tử', description: 'Để trống nếu chưa có', inputMode: 'email' },
]

const timing: readonly Setting[] = [
  {
    name: 'sameDayCutoff',
    label: 'Giờ chốt trả trong ngày',
    description: 'Thủ tục trả ngay mà nhận sau giờ này thì trả ngày làm việc kế tiếp; dạng 15:00',
    required: true,
  },
  {
    name: 'dueSoonHours',
    label: 'Báo sắp đến hạn trước',
    description: 'Số giờ làm việc trước hạn, từ 1 đến 400',
    required: true,
    inputMode: 'numeric',
  },
]

const shown: string[] = [...settings, ...timing].map((field) => field.name)

/** All settings of the office in one form. */
export function OfficeForm({ office }: { office: OfficeSettings }) {
  const [saved, setSaved] = useState(false)
  const { send, busy, problem, errorAt } = useAnswer(() => setSaved(true))
  const field = (setting: Setting) => (
    <TextInput
      key={setting.name}
      {...setting}
      defaultValue={String(office[setting.name])}
      error={errorAt(setting.name)}
      autoComplete="off"
    />
  )
  return (
    <form
      method="post"
      noValidate
      aria-label="Thông tin đơn vị"
      onSubmit={(event) => {
        event.preventDefault()
        setSaved(false)
        if (!busy) send(new FormData(event.currentTarget))
      }}
    >
      <input type="hidden" name="viec" value="don-vi" />
      <Stack>
        {problem ? <ProblemAlert problem={problem} shownFields={[...shown, 'paperSymbols']} /> : null}
        <Fieldset legend="Tên và nơi liên hệ">
          <FieldGrid>{settings.map(field)}</FieldGrid>
        </Fieldset>
        <Fieldset legend="Thời hạn">
          <FieldGrid>{timing.map(field)}</FieldGrid>
        </Fieldset>
        <SymbolFields symbols={office.paperSymbols} errorAt={errorAt} />
        {saved ? <Notice tone="good" title="Đã lưu thông tin đơn vị." /> : null}
        <Button type="submit" loading={busy} w="fit-content">
          Lưu thông tin
        </Button>
      </Stack>
    </form>
  )
}

interface SymbolFieldsProps {
  symbols: OfficeSettings['paperSymbols']
  errorAt(field: string): string | undefined
}

function SymbolFields({ symbols, errorAt }: SymbolFieldsProps) {
  return (
    <Fieldset legend="Ký hiệu sau số của giấy tờ">
      <Text size="sm" mb="sm">
        Phần đứng sau dấu gạch chéo của số, ví dụ TB-UBND. Để trống thì phần mềm ghi ký hiệu theo mẫu của
        thông tư hoặc ký hiệu thường dùng.
      </Text>
      <FieldGrid>
        {symbolKinds.map((kind) => (
          <TextInput
            key={kind}
            name={symbolField(kind)}
            label={paperSymbolKinds[kind]}
            defaultValue={symbols[kind] ?? ''}
            error={errorAt(symbolField(kind))}
            maxLength={20}
            autoComplete="off"
          />
        ))}
      </FieldGrid>
    </Fieldset>
  )
}

function FieldGrid({ children }: { children: ReactNode }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} verticalSpacing="sm">
      {children}
    </SimpleGrid>
  )
}
