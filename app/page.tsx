export default function Page() {
  return <main>Aircheck</main>;
}
