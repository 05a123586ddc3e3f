import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One engine on one workload: ENGINE LINES PATTERNS WARMUP_SECONDS ROUNDS ROUND_SECONDS; figures as JSON on stdout. */
public class GrokPeer {
  public static void main(String[] args) throws Exception {
    List<String> lines = Files.readAllLines(Path.of(args[1]), StandardCharsets.UTF_8);
    List<String> patterns = Files.readAllLines(Path.of(args[2]), StandardCharsets.UTF_8);
    List<Function<String, Map<String, Object>>> engines = new ArrayList<>();
    for (String pattern : patterns) engines.add(args[0].equals("elasticsearch") ? elasticsearch(pattern) : krakens(pattern));
    Function<String, Map<String, Object>> parse = line -> {
      for (var engine : engines) {
        var fields = engine.apply(line);
        if (fields != null && !fields.isEmpty()) return fields;
      }
      return null;
    };
    long sink = 0;
    long until = System.nanoTime() + (long) (Double.parseDouble(args[3]) * 1e9);
    while (System.nanoTime() < until) for (String line : lines) { var f = parse.apply(line); if (f != null) sink += f.size(); }
    StringBuilder rates = new StringBuilder();
    int matched = 0;
    for (int round = 0; round < Integer.parseInt(args[4]); round++) {
      long start = System.nanoTime(), end = start + (long) (Double.parseDouble(args[5]) * 1e9), count = 0;
      do {
        matched = 0;
        for (String line : lines) { var f = parse.apply(line); count++; if (f != null) { matched++; sink += f.size(); } }
      } while (System.nanoTime() < end);
      rates.append(round == 0 ? "" : ",").append(Math.round(count / ((System.nanoTime() - start) / 1e9)));
    }
    System.out.println("{\"rates\":[" + rates + "],\"matched\":" + matched + ",\"of\":" + lines.size() + ",\"sink\":" + sink + "}");
  }

  static Function<String, Map<String, Object>> elasticsearch(String pattern) {
    var bank = org.elasticsearch.grok.GrokBuiltinPatterns.legacyPatterns();
    var grok = new org.elasticsearch.grok.Grok(bank, pattern, warning -> {});
    return grok::captures;
  }

  /** Its newer syslog definitions lie beside the default ones; empty captures are left out, as everybody else does. */
  static Function<String, Map<String, Object>> krakens(String pattern) {
    var compiler = io.krakens.grok.api.GrokCompiler.newInstance();
    compiler.registerDefaultPatterns();
    compiler.registerPatternFromClasspath("/patterns/linux-syslog");
    var grok = compiler.compile(pattern, true);
    return line -> {
      var match = grok.match(line);
      return match.isNull() ? null : new HashMap<>(match.capture());
    };
  }
}
