import { Markup } from "#simulator/markup";

export const CONTROL_STYLE = new Markup(`
.head{display:flex;flex-wrap:wrap;gap:.5rem 1rem;justify-content:space-between;align-items:center}
nav{display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:.25rem 0 1.25rem}
nav a{min-height:32px;display:inline-flex;align-items:center}
.row{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center}
.button{display:inline-flex;align-items:center;min-height:44px;padding:.5rem 1.25rem;border-radius:8px;border:1px solid var(--edge);font-weight:600;color:inherit;text-decoration:none}
.columns{display:grid;grid-template-columns:minmax(0,1fr);gap:0 1.25rem}
@media (min-width:62rem){.columns{grid-template-columns:minmax(0,2fr) minmax(0,3fr)}}
.told{background:var(--note);border-left:4px solid var(--good);padding:.75rem 1rem;border-radius:8px}
.told.bad{border-color:var(--bad)}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,13rem),1fr));gap:.75rem;align-items:end;margin-bottom:1rem}
.grid label{min-width:0}
.grid label>span{display:block;font-size:.875rem;margin-bottom:.25rem}
.switches{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,13rem),1fr));gap:0 .75rem;margin-bottom:1rem}
.switches label{display:flex;gap:.625rem;align-items:center;min-height:44px}
details{border-top:1px solid var(--line)}
details:first-of-type{border-top:0}
summary{display:flex;gap:.75rem;align-items:center;min-height:56px;padding:.5rem 0;cursor:pointer;list-style:none}
summary::-webkit-details-marker{display:none}
summary::after{content:"";width:.5rem;height:.5rem;border:solid var(--edge);border-width:0 2px 2px 0;transform:rotate(45deg);margin-left:auto;margin-right:.25rem;flex:none}
details[open]>summary::after{transform:rotate(225deg)}
summary img{border-radius:50%;flex:none}
summary span{min-width:0;line-height:1.35}
.inside{padding:.5rem 0 1.25rem}
ul.plain{list-style:none;margin:0;padding:0}
ul.plain li{display:flex;flex-wrap:wrap;gap:.25rem .75rem;align-items:center;justify-content:space-between;padding:.5rem 0;border-top:1px solid var(--line)}
ul.plain li:first-child{border-top:0}
.state{font-weight:650}.state.failed,.no{color:var(--bad)}.state.complete,.yes{color:var(--good)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.875rem}
th,td{text-align:left;padding:.375rem .75rem .375rem 0;border-top:1px solid var(--line);white-space:nowrap;font-variant-numeric:tabular-nums}
th{border-top:0;font-weight:650}
@media (max-width:40rem){table,tbody,tr,td{display:block}thead{display:none}tr{border-top:1px solid var(--line);padding:.5rem 0}td{border:0;padding:0;white-space:normal;display:inline}td+td::before{content:" · ";color:var(--soft)}td:empty{display:none}}
`);
