package job

import (
	"context"
	"io"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"unicode"

	"manifold/api"
	contract "manifold/api/job"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/optional"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/web"
)

const (
	mayRead   authz.Permission = "job.read"
	mayCancel authz.Permission = "job.cancel"
)

// Routes says what each operation asks of its caller; the contract says the same.
var Routes = []web.Route{
	{Operation: "listJobs", Access: authz.Access(mayRead)},
	{Operation: "getJob", Access: authz.Access(mayRead)},
	{Operation: "cancelJob", Access: authz.Access(mayCancel)},
	{Operation: "getJobResult", Access: authz.Access(mayRead)},
}

// Handler answers the operations of job.yaml.
type Handler struct{ service *Service }

var _ contract.StrictServerInterface = Handler{}

// NewHandler makes the handler.
func NewHandler(s *Service) Handler { return Handler{s} }

// Register mounts the operations.
func (h Handler) Register(s *web.Server) {
	s.Register(Routes, func(r web.Router) { contract.RegisterHandlers(r, contract.NewStrictHandler(h, nil)) })
}

// ListJobs answers listJobs.
func (h Handler) ListJobs(ctx context.Context, request contract.ListJobsRequestObject) (contract.ListJobsResponseObject, error) {
	wanted, err := web.Page(request.Params.Limit, request.Params.After)
	if err != nil {
		return nil, err
	}
	runs, err := h.service.List(ctx, request.Company, wanted)
	if err != nil {
		return nil, err
	}
	answer := contract.ListJobs200JSONResponse{Items: make([]contract.Job, len(runs.Items)), Next: optional.Of(runs.Next)}
	for i, run := range runs.Items {
		answer.Items[i] = Present(request.Company, run)
	}
	return answer, nil
}

// GetJob answers getJob.
func (h Handler) GetJob(ctx context.Context, request contract.GetJobRequestObject) (contract.GetJobResponseObject, error) {
	run, err := h.service.Get(ctx, request.Company, request.Job)
	if err != nil {
		return nil, err
	}
	return contract.GetJob200JSONResponse(Present(request.Company, run)), nil
}

// CancelJob answers cancelJob.
func (h Handler) CancelJob(ctx context.Context, request contract.CancelJobRequestObject) (contract.CancelJobResponseObject, error) {
	run, err := h.service.Cancel(ctx, request.Company, request.Job)
	if err != nil {
		return nil, err
	}
	return contract.CancelJob200JSONResponse(Present(request.Company, run)), nil
}

// GetJobResult answers getJobResult.
func (h Handler) GetJobResult(ctx context.Context, request contract.GetJobResultRequestObject) (contract.GetJobResultResponseObject, error) {
	run, content, size, err := h.service.Result(ctx, request.Company, request.Job)
	if err != nil {
		return nil, err
	}
	return file{content: content, size: size, kind: run.ResultType, name: run.FileName}, nil
}

// file streams a result.
type file struct {
	content io.ReadCloser
	size    int64
	kind    string
	name    string
}

// VisitGetJobResultResponse writes the file. A damaged one breaks off, so that no client takes it for whole.
func (f file) VisitGetJobResultResponse(w http.ResponseWriter) error {
	defer func() { _ = f.content.Close() }()
	w.Header().Set("Content-Type", f.kind)
	w.Header().Set("Content-Length", strconv.FormatInt(f.size, 10))
	w.Header().Set("Content-Disposition", attachment(f.name))
	w.WriteHeader(http.StatusOK)
	_, err := io.Copy(w, f.content)
	return err
}

// longestName bounds a file name, in characters.
const longestName = 120

// attachment makes the header of a download: never shown in the page, under a name that names no folder and breaks no line.
func attachment(name string) string {
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune(`"\/:*?<>|;%`, r) {
			return '_'
		}
		return r
	}, path.Base(strings.ReplaceAll(name, `\`, "/")))
	name = strings.TrimLeft(strings.ToValidUTF8(name, "_"), ". ")
	if runes := []rune(name); len(runes) > longestName {
		name = string(runes[len(runes)-longestName:]) // the end tells the type
	}
	if header := mime.FormatMediaType("attachment", map[string]string{"filename": name}); name != "" && header != "" {
		return header
	}
	return "attachment"
}

// Present shows a run as the contract has it. Other capabilities answer with it when they start one.
func Present(company id.CompanyID, r Run) contract.Job {
	shown := contract.Job{
		ID: r.ID, Kind: r.Kind, State: contract.JobState(r.State), Done: r.Done, Total: r.Total, FileName: optional.Of(r.FileName),
		StartedBy: optional.Of(r.StartedByName), CreatedAt: r.CreatedAt, StartedAt: optional.Time(r.StartedAt), FinishedAt: optional.Time(r.FinishedAt),
	}
	if !r.Result.IsZero() {
		shown.Result = optional.Of("/api/companies/" + company.String() + "/jobs/" + r.ID.String() + "/result")
	}
	if r.Problem != nil {
		shown.Problem = problem(r.Problem)
	}
	return shown
}

// problem shows why a job failed. No request failed, so there is no request id.
func problem(f *fault.Fault) *api.Problem {
	p := &api.Problem{
		Type: "urn:manifold:problem:" + f.Code(), Title: http.StatusText(f.Kind().Status()), Status: f.Kind().Status(), Code: f.Code(), Detail: f.Text(),
	}
	if fields := f.Fields(); len(fields) > 0 {
		shown := make([]api.ProblemField, len(fields))
		for i, field := range fields {
			shown[i] = api.ProblemField{Path: field.Path, Code: field.Code, Message: field.Message}
		}
		p.Fields = &shown
	}
	return p
}
