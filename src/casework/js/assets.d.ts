// the bundler gives a template as bytes
declare module "*.docx" {
  const bytes: Uint8Array;
  export default bytes;
}
