/** A certificate of nobody, for the API document: its key was thrown away. DER, base64. */
export const exampleCertificate = [
  'MIIBiTCCAS+gAwIBAgIUWowqkiMdiftGUkVCZ1PclZzKbggwCgYIKoZIzj0EAwIwGTEXMBUGA1UEAwwOTmd1b2kgS3kgVmkgRHUw',
  'IBcNMjYxMTI2MTkyNTM1WhgPMjEyNjExMDIxOTI1MzVaMBkxFzAVBgNVBAMMDk5ndW9pIEt5IFZpIER1MFkwEwYHKoZIzj0CAQYI',
  'KoZIzj0DAQcDQgAEB+ITzjcXyQTyyxDBSEXCDmC9C1hfeL1ywaPFB3nQBA0rI90QPQecIrtHIjxUAFlu6YoSkyRhBdF09rbwl18M',
  'UaNTMFEwHQYDVR0OBBYEFJchTUGt2sEjin1SIc0D0nptzPi1MB8GA1UdIwQYMBaAFJchTUGt2sEjin1SIc0D0nptzPi1MA8GA1Ud',
  'EwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIgfXjeCZIs5MsXAWwBqAJv33HL7TZA/cxBAsGVMn29xRACIQDowYpmJzHJkjir',
  'J0IoESWIN7deuTJs/uOmfLhWEJXvpg==',
].join('')
