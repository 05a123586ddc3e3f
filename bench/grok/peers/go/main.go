// One engine on one workload: LINES PATTERNS WARMUP_SECONDS ROUNDS ROUND_SECONDS; figures as JSON on stdout.
package main

import (
	"bufio"
	"encoding/json"
	"os"
	"strconv"
	"time"

	grok "github.com/elastic/go-grok"
)

func readLines(path string) []string {
	file, err := os.Open(path)
	if err != nil {
		panic(err)
	}
	defer file.Close()
	var lines []string
	scanner := bufio.NewScanner(file)
	scanner.Buffer(make([]byte, 1<<20), 1<<20)
	for scanner.Scan() {
		lines = append(lines, scanner.Text())
	}
	return lines
}

func seconds(text string) time.Duration {
	value, err := strconv.ParseFloat(text, 64)
	if err != nil {
		panic(err)
	}
	return time.Duration(value * float64(time.Second))
}

func main() {
	lines := readLines(os.Args[1])
	var engines []*grok.Grok
	for _, pattern := range readLines(os.Args[2]) {
		engine, err := grok.NewComplete()
		if err != nil {
			panic(err)
		}
		if err := engine.Compile(pattern, true); err != nil {
			panic(err)
		}
		engines = append(engines, engine)
	}
	parse := func(line string) int {
		for _, engine := range engines {
			if fields, err := engine.ParseString(line); err == nil && len(fields) > 0 {
				return len(fields)
			}
		}
		return 0
	}
	rounds, err := strconv.Atoi(os.Args[4])
	if err != nil {
		panic(err)
	}
	sink := 0
	run := func(limit time.Duration) float64 {
		start, count := time.Now(), 0
		for time.Since(start) < limit {
			// Slow enough that a whole pass could take minutes: the clock is asked every few lines.
			for i := 0; i < 50; i++ {
				sink += parse(lines[count%len(lines)])
				count++
			}
		}
		return float64(count) / time.Since(start).Seconds()
	}
	run(seconds(os.Args[3]))
	rates := []float64{}
	for i := 0; i < rounds; i++ {
		rates = append(rates, run(seconds(os.Args[5])))
	}
	matched := 0
	checked := lines
	if len(checked) > 2000 {
		checked = checked[:2000]
	}
	for _, line := range checked {
		if parse(line) > 0 {
			matched++
		}
	}
	json.NewEncoder(os.Stdout).Encode(map[string]any{"rates": rates, "matched": matched, "of": len(checked), "sink": sink})
}
